"""The sides of the port SearchIndex, for both of its suites; a new side joins the list."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from servers.indices import elastic_index

from pipeline.ports import SearchIndex
from search.embedded import EmbeddedIndex

SIDES = ["embedded", pytest.param("elasticsearch", marks=pytest.mark.servers)]


@pytest.fixture(params=SIDES)
def index(request, tmp_path) -> Iterator[SearchIndex]:
    if request.param == "embedded":
        with closing(EmbeddedIndex(tmp_path / "index")) as embedded:
            yield embedded
    else:
        with elastic_index(request.getfixturevalue("elasticsearch")) as elastic:
            yield elastic
