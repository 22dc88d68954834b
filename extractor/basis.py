"""What a growth figure is compared with, coded for the column `growth_basis` (annotation guide 2.5)."""

import regex

from extractor.fold import fold

_YEAR_ON_YEAR = regex.compile(
    r"同比 | 按年 | (?:上[一1]?|去|前[一1])年 度? (?:全年)? (?:同[期月日季周]|[末底])? (?:平均|水平)? $",
    regex.VERBOSE,
)
_MONTH_ON_MONTH = regex.compile(
    r"""环比 | 按[月季] | (?:上|前)[一1]?个? (?: 月份? | 季度? ) (?:同期|[末底])? (?:平均|水平)? $""",
    regex.VERBOSE,
)
_ON_AVERAGE = regex.compile(r"年均|年平均")
_COMPARED = regex.compile(r"(?:相比较?|比较|(?<![同环])比)$")


def basis_code(text: str) -> str:
    """`yoy`, `mom`, 年均, or the comparison as written, bare.

    >>> [basis_code(text) for text in ("同比", "比上年", "较去年同期", "环比", "较上月末", "年均复合")]
    ['yoy', 'yoy', 'yoy', 'mom', 'mom', '年均']
    >>> [basis_code(text) for text in ("较2019年", "与5月同期", "与上届相比", "比“十三五”末")]
    ['较2019年', '与5月同期', '与上届', '比“十三五”末']

    The year before by its number (比2012年, in an article of 2014) stays as written, as does 较上周; a
    comparison with the end of last year (比上年末) is `yoy`. Where a time stands beside 环比 or 同比
    (环比5月同期), the word decides. Empty text gives an empty code.
    """
    text = text.strip()
    # 環比 keeps its 比 as 环比 does: folding moves nothing, so the cut is measured in the folded text.
    written = text[: len(_COMPARED.sub("", fold(text)))].rstrip()
    plain = fold(written).replace(" ", "")
    if _ON_AVERAGE.match(plain):
        return "年均"
    if "环比" not in plain and _YEAR_ON_YEAR.search(plain):
        return "yoy"
    return "mom" if _MONTH_ON_MONTH.search(plain) else written
