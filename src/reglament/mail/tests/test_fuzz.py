"""A few hundred spoilt letters, always the same; benchmarks/fuzz.py reads as many as one likes."""

from reglament.mail.tests.fuzzing import faults, mutants, seeds


def test_sound_letters_have_no_faults() -> None:
    for raw in seeds():
        assert faults(raw) == []


def test_spoilt_letters_have_no_faults() -> None:
    for way, raw in mutants(400, seed=4):
        assert faults(raw) == [], way


def test_the_same_seed_spoils_the_same_way() -> None:
    assert list(mutants(20, seed=4)) == list(mutants(20, seed=4))
    assert list(mutants(20, seed=4)) != list(mutants(20, seed=5))
