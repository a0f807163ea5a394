//! What the elements of the formats hold, by their names without prefixes.

/// Whether words go on through the tags of that element: runs and what goes with them. All other
/// elements stand between words, as paragraphs, cells and entries do: neighbours are not joined.
pub(crate) fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "r" | "t"
            | "rPr"
            | "delText"
            | "instrText"
            | "delInstrText"
            | "ins"
            | "del"
            | "moveFrom"
            | "moveTo"
            | "hyperlink"
            | "smartTag"
            | "smartTagPr"
            | "customXml"
            | "sdt"
            | "sdtPr"
            | "sdtEndPr"
            | "sdtContent"
            | "fldSimple"
            | "ruby"
            | "rubyPr"
            | "rubyBase"
            | "bdo"
            | "dir"
            | "fld"
            | "b"
            | "i"
            | "u"
            | "span"
            | "TextCode"
            | "CGTransform"
            | "Glyphs"
    )
}

/// Whether an element's text is for programs: formulas, areas, places, sizes, counts.
pub(crate) fn is_for_programs(name: &str) -> bool {
    matches!(
        name,
        "f" | "formula"
            | "formula1"
            | "formula2"
            | "sqref"
            | "definedName"
            | "calculatedColumnFormula"
            | "totalsRowFormula"
            | "col"
            | "row"
            | "colOff"
            | "rowOff"
            | "posOffset"
            | "align"
            | "pctWidth"
            | "pctHeight"
            | "pctPosHOffset"
            | "pctPosVOffset"
            | "Words"
            | "Characters"
            | "CharactersWithSpaces"
            | "Lines"
            | "Pages"
            | "Paragraphs"
            | "Slides"
            | "TotalTime"
            | "AppVersion"
            | "DocSecurity"
            | "Glyphs"
            | "AbbreviatedData"
            | "PhysicalBox"
            | "ApplicationBox"
            | "ContentBox"
            | "BleedBox"
            | "MaxUnitID"
            | "DocID"
            | "Anchor"
            | "Row"
            | "Column"
    )
}

/// Whether the value of an element's attribute is words for people.
pub(crate) fn is_words(element: &str, attribute: &str, value: &str) -> bool {
    let named = matches!(
        attribute,
        "name"
            | "displayName"
            | "title"
            | "descr"
            | "tooltip"
            | "author"
            | "initials"
            | "prompt"
            | "promptTitle"
            | "error"
            | "errorTitle"
            | "Title"
            | "Name"
            | "Alt"
            | "Remark"
            | "caption"
            | "uniqueName"
            | "userName"
    );
    named || attribute == "val" && matches!(element, "alias" | "tag") || !value.is_ascii()
}
