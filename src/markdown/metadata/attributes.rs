//! The attributes that metadata may hold, in both generations of the dialect.

/// Attributes of `<properties>`, as they are written.
const PROPERTIES: &[&str] = &[
    "pageTitle",
    "title",
    "description",
    "services",
    "documentationCenter",
    "authors",
    "manager",
    "editor",
    "writer",
    "tags",
    "keywords",
    "metaKeywords",
    "suite",
    "cloud",
    "solutions",
    "videoId",
    "scriptId",
];

/// Attributes of `<tags>`, which are keys of YAML metadata too.
const TAGS: &[&str] = &[
    "ms.service",
    "ms.workload",
    "ms.tgt_pltfrm",
    "ms.devlang",
    "ms.topic",
    "ms.date",
    "ms.author",
    "ms.custom",
    "ms.reviewer",
    "ms.subservice",
    "ms.assetid",
    "ms.collection",
    "ms.prod",
    "ms.technology",
    "ms.contentlocale",
    "ms.translationtype",
    "ms.sourcegitcommit",
    "ms.openlocfilehash",
    "ms.lasthandoff",
    "ms.locfileid",
];

/// Further keys of YAML metadata.
const YAML: &[&str] = &[
    "author",
    "redirect_url",
    "redirect_document_id",
    "uid",
    "layout",
    "hide_comments",
    "documentationcenter",
    "ROBOTS",
];

/// Every attribute that docent knows.
pub(super) fn known() -> impl Iterator<Item = &'static str> {
    [PROPERTIES, TAGS, YAML].into_iter().flatten().copied()
}

/// Whether there is an attribute of that name, in any case.
pub(super) fn is_known(name: &str) -> bool {
    known().any(|known| known.eq_ignore_ascii_case(name))
}

/// The attribute of that name as it should be written.
pub(super) fn canonical(name: &str) -> Option<&'static str> {
    known()
        .find(|known| *known == name)
        .or_else(|| known().find(|known| known.eq_ignore_ascii_case(name)))
}
