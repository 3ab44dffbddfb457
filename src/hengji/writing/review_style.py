"""The style sheet of a review page: two panes that scroll on their own, one below the other on paper and small screens.

Colours keep a contrast of at least 4.5 : 1 against their ground (GB/T 37668-2019): #b3261e on white 6.5, #7a5200 on
white 6.6, #0b4f9e on white 8.1; the grounds of marks are paler than white text would need, their text is #1a1a1a.
"""

from __future__ import annotations

STYLE = """
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;color:#1a1a1a;background:#fff;
font:1rem/1.7 "Noto Sans SC","Source Han Sans SC","Microsoft YaHei",sans-serif;
display:flex;flex-direction:column;height:100vh}
header{padding:.5rem 1rem;border-bottom:1px solid #595959}
h1{font-size:1.2rem;margin:.2rem 0}h2{font-size:1.05rem;margin:1rem 0 .5rem}
h3,h4,h5,h6{font-size:1rem;margin:.8em 0 .4em}
.summary p{margin:.1rem 0;font-size:.875rem}
.counts span{font-weight:bold;margin-right:1em}
.panes{display:flex;flex:1;min-height:0}
main,aside{overflow:auto;padding:1rem;scroll-behavior:smooth}
main{flex:3;font-family:"Noto Serif SC","Source Han Serif SC",SimSun,serif;border-right:1px solid #595959}
aside{flex:2;background:#f7f8fa}
main p{margin:.4em 0}
p.part{font:bold .8rem "Noto Sans SC",sans-serif;color:#595959;border-top:1px dashed #595959;margin-top:1.5rem}
.scroll{overflow-x:auto;margin:.8rem 0}
table{border-collapse:collapse;font-size:.85rem;line-height:1.4}
td{border:1px solid #8a8a8a;padding:.2rem .4rem;min-width:1.5em;vertical-align:middle}
mark{color:#1a1a1a;padding:0 .1em;border-bottom:2px solid}
mark.error{background:#fde3e1;border-color:#b3261e}mark.warning{background:#fdf0d5;border-color:#7a5200}
mark.note{background:#e3eefb;border-color:#0b4f9e}
a.ref{font:bold .7rem "Noto Sans SC",sans-serif;vertical-align:super;text-decoration:none;color:#fff;border-radius:.6em;
padding:0 .35em;margin:0 .1em}
a.ref.error{background:#b3261e}a.ref.warning{background:#7a5200}a.ref.note{background:#0b4f9e}
a.ref:target,article:target{outline:3px solid #0b4f9e;outline-offset:2px}
.error .grade,.counts .error{color:#b3261e}.warning .grade,.counts .warning{color:#7a5200}
.note .grade,.counts .note{color:#0b4f9e}
article{background:#fff;border:1px solid #c4c7cc;border-left-width:4px;border-radius:4px;
padding:.5rem .8rem;margin:0 0 .8rem}
article.error{border-left-color:#b3261e}article.warning{border-left-color:#7a5200}article.note{border-left-color:#0b4f9e}
article h3{font-size:.95rem;margin:0 0 .3rem}article p,article ul{margin:.25rem 0;font-size:.875rem}
.number{display:inline-block;min-width:1.4em}
.places{padding-left:1.2rem}.places a{color:#0b4f9e}
.source{color:#595959}
.skip{position:absolute;left:-999em}
.skip:focus{left:1rem;top:1rem;padding:.75rem 1rem;background:#0b4f9e;color:#fff}
:focus-visible{outline:3px solid #0b4f9e;outline-offset:2px}
@media (max-width:50rem){body{height:auto}.panes{flex-direction:column}main{border:0}}
@media print{body{height:auto}.panes{display:block}main,aside{overflow:visible;padding:0}aside{break-before:page}
article{break-inside:avoid}.skip{display:none}}
"""
