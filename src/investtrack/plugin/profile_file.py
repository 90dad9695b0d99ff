"""A county's profile as it is offered: told of without being read, which takes longer than most of a small ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from investtrack.errors import ProfileError


if TYPE_CHECKING:
    from investtrack.model.profile import Profile


class ProfileFile(NamedTuple):
    """A profile that lies in a package of a plugin, read when it is used.

    Attributes:
        name: by what it is chosen, the same as the profile's.
        label: its Chinese name, the same as the profile's.
        home: ``package:file.toml``.
        regions: whose ledgers it is for, the same as the profile's.
    """

    name: str
    label: str
    home: str
    regions: tuple[str, ...] = ()

    def load(self) -> Profile:
        """Read the profile.

        Raises:
            ProfileError: it cannot be read, has faults, or calls itself otherwise or is for others than is offered.
        """
        from importlib.resources import files  # noqa: PLC0415 - as the converter: only where it is used

        from investtrack.model.converter import profile_from_toml  # noqa: PLC0415

        package, _, name = self.home.partition(":")
        try:
            text = files(package).joinpath(name).read_text(encoding="utf-8-sig")
        except (ImportError, OSError, ValueError) as error:
            raise ProfileError(self.home, [f"读不了插件里的这份配置（{error}）"]) from error
        profile = profile_from_toml(text, name)
        faults = [
            f"{key} 写的是 {getattr(profile, key)!r}，插件说的是 {offered!r}"
            for key, offered in (
                ("name", self.name),
                ("label", self.label),
                ("regions", self.regions),
            )
            if getattr(profile, key) != offered
        ]
        if faults:
            raise ProfileError(name, faults)
        return profile
