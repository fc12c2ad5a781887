"""Every code block of README and docs runs, and prints what the page says it prints."""

from __future__ import annotations

import pytest

from tools import doc_blocks


@pytest.mark.parametrize("path", doc_blocks.pages(), ids=lambda path: path.relative_to(doc_blocks.ROOT).as_posix())
def test_page_runs_as_printed(path):
    for block, printed in doc_blocks.run_page(path):
        if block.expected is not None:
            assert printed == block.expected, f"{path.name}:{block.line}"
