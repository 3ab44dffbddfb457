"""The style sheet of a published page: readable, printable, nothing from outside.

Colours keep a contrast of at least 4.5 : 1 against their ground (无障碍环境建设法 article 32, GB/T 37668-2019):
#1a1a1a on white 17.4, #595959 on white 7.0, #1a1a1a on #f2f4f7 15.8, #0b4f9e on white 8.1, white on #0b4f9e 8.1.
Sizes are relative, so that the text can be enlarged to 200 % without loss.
"""

from __future__ import annotations

STYLE = """
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;background:#fff;color:#1a1a1a;font:1rem/1.75 "Noto Serif SC","Source Han Serif SC",SimSun,serif}
main,footer{max-width:64rem;margin:0 auto;padding:1rem}
h1,h2,h3,h4{line-height:1.4;font-family:"Noto Sans SC","Source Han Sans SC","Microsoft YaHei",SimHei,sans-serif}
h1{font-size:1.75rem;text-align:center}h2{font-size:1.35rem}h3{font-size:1.15rem}h4{font-size:1rem}
p{margin:.5em 0;text-indent:2em}
p.plain,p.note,p.signature{text-indent:0}
p.signature{text-align:right}p.form-line{text-indent:0;white-space:pre-wrap}
.skip{position:absolute;left:-999em}
.skip:focus{left:1rem;top:1rem;padding:.75rem 1rem;background:#0b4f9e;color:#fff}
:focus-visible{outline:3px solid #0b4f9e;outline-offset:2px}
.scroll{overflow-x:auto;margin:1.5rem 0 .5rem}
table{border-collapse:collapse;width:100%;font-size:.9rem;line-height:1.5}
caption{text-align:left;padding:.25rem 0}
caption .name{display:block;text-align:center;font-weight:bold;font-size:1.1rem}
caption .above{display:flex;justify-content:space-between;gap:1rem}
th,td{border:1px solid #595959;padding:.3rem .5rem;vertical-align:middle;text-align:left;font-weight:normal}
thead th,th.head{background:#f2f4f7;text-align:center}
td.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
td.ordinal{text-align:center;font-variant-numeric:tabular-nums}
.bold{font-weight:bold}.text{white-space:pre-line}
.in1{padding-left:1.5em}.in2{padding-left:2.5em}.in3{padding-left:3.5em}.in4{padding-left:4.5em}
p.note{font-size:.875rem;color:#595959}
footer{font-size:.875rem;color:#595959;border-top:1px solid #595959}
@page{size:A4;margin:37mm 26mm 35mm 28mm}
@page wide{size:A4 landscape;margin:28mm 37mm 26mm 35mm}
@media print{.skip{display:none}main,footer{max-width:none;padding:0}.scroll{overflow:visible}
.wide{page:wide}h1,h2,h3,h4,caption{break-after:avoid}tr{break-inside:avoid}thead{display:table-header-group}
.new-page{break-before:page}th,td{font-size:10.5pt}}
"""
