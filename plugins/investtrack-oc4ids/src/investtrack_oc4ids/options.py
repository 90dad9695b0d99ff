"""The exporter's options and what they mean."""

from __future__ import annotations

from collections.abc import Mapping


OPTIONS: Mapping[str, str] = {
    "publisher": "发布单位名称，默认台账的填报单位，再默认地区",
    "publisher_uri": "发布单位网址",
    "prefix": "在 OC4IDS 登记的项目编号前缀，如 oc4ids-abc123",
    "published": "发布日期，如 2022-03-25，默认截止日期",
    "uri": "本数据包的网址，默认按地区和日期生成一个固定的 urn",
    "license": "许可协议网址",
    "policy": "发布政策网址",
}
