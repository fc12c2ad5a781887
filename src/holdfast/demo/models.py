"""The world as mapped classes: continents, countries with neighbours and languages, cities, their names."""

from __future__ import annotations

from holdfast import BigInteger, Column, ForeignKey, String, Table
from holdfast.ext.asyncio import AsyncAttrs
from holdfast.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(AsyncAttrs, DeclarativeBase):
    """The base of the demo's classes; `AsyncAttrs` is for the async scene."""


country_neighbour = Table(
    "country_neighbour",
    Base.metadata,
    Column("country_code", ForeignKey("country.code"), primary_key=True),
    Column("neighbour_code", ForeignKey("country.code"), primary_key=True),
)

country_language = Table(
    "country_language",
    Base.metadata,
    Column("country_code", ForeignKey("country.code"), primary_key=True),
    Column("language_tag", ForeignKey("language.tag"), primary_key=True),
)


class Continent(Base):
    __tablename__ = "continent"

    code: Mapped[str] = mapped_column(String(2), primary_key=True)
    name: Mapped[str] = mapped_column(String(40))

    countries: Mapped[list[Country]] = relationship(back_populates="continent", order_by="Country.name")

    def __repr__(self) -> str:
        return f"<Continent {self.name}>"


class Language(Base):
    __tablename__ = "language"

    tag: Mapped[str] = mapped_column(String(20), primary_key=True)

    countries: Mapped[list[Country]] = relationship(secondary=country_language, back_populates="languages")

    def __repr__(self) -> str:
        return f"<Language {self.tag}>"


class Country(Base):
    __tablename__ = "country"

    code: Mapped[str] = mapped_column(String(2), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    capital: Mapped[str | None] = mapped_column(String(80))
    population: Mapped[int] = mapped_column(BigInteger)
    area_km2: Mapped[float | None]
    currency: Mapped[str | None] = mapped_column(String(40))
    continent_code: Mapped[str] = mapped_column(ForeignKey("continent.code"))

    continent: Mapped[Continent] = relationship(back_populates="countries")
    cities: Mapped[list[City]] = relationship(back_populates="country", cascade="all, delete-orphan")
    languages: Mapped[list[Language]] = relationship(secondary=country_language, back_populates="countries")
    neighbours: Mapped[list[Country]] = relationship(
        secondary=country_neighbour,
        primaryjoin=code == country_neighbour.c.country_code,
        secondaryjoin=code == country_neighbour.c.neighbour_code,
        order_by=name,
    )

    def __repr__(self) -> str:
        return f"<Country {self.name}>"


class TimeZone(Base):
    __tablename__ = "time_zone"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)

    def __repr__(self) -> str:
        return f"<TimeZone {self.name}>"


class City(Base):
    __tablename__ = "city"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    latitude: Mapped[float]
    longitude: Mapped[float]
    population: Mapped[int]
    country_code: Mapped[str] = mapped_column(ForeignKey("country.code"), index=True)
    time_zone_name: Mapped[str] = mapped_column(ForeignKey("time_zone.name"))

    country: Mapped[Country] = relationship(back_populates="cities")
    time_zone: Mapped[TimeZone] = relationship()
    alternate_names: Mapped[list[AlternateName]] = relationship(back_populates="city", cascade="all, delete-orphan")

    def __repr__(self) -> str:
        return f"<City {self.name}>"


class AlternateName(Base):
    __tablename__ = "alternate_name"

    id: Mapped[int] = mapped_column(primary_key=True)
    city_id: Mapped[int] = mapped_column(ForeignKey("city.id"), index=True)
    name: Mapped[str] = mapped_column(String(400))

    city: Mapped[City] = relationship(back_populates="alternate_names")

    def __repr__(self) -> str:
        return f"<AlternateName {self.name}>"
