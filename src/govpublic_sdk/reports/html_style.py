"""How the page of a report looks: on a desk, on a phone and on paper; words stand elsewhere."""

from __future__ import annotations

__all__ = ["STYLE"]

STYLE = """
:root{color-scheme:light;--ink:#1b1f24;--faint:#57606a;--line:#d5dbe1;--ground:#f5f7f9;--blue:#1f5fa8}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--ink);line-height:1.45;
font:16px/1.45 system-ui,-apple-system,'Segoe UI',Roboto,'Liberation Sans',sans-serif}
main,header,footer{max-width:1180px;margin:0 auto;padding:0 20px}
header{padding-top:28px}
h1{font-size:28px;line-height:1.2;margin:0 0 4px}
h2{font-size:20px;line-height:1.25;margin:36px 0 12px}
h3{font-size:16px;line-height:1.3;margin:0 0 10px}
p{margin:0 0 10px}
a{color:var(--blue)}
bdi,td,li,code,dd{overflow-wrap:anywhere}
.faint{color:var(--faint);font-size:14px}
.partial{margin:16px 0 0;padding:12px 16px;border:2px solid #8a5d00;border-radius:8px;
background:#fff8e1}
.figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(240px,1fr));
gap:12px;margin:20px 0 0}
.figures div,.chart,.scroll{background:#fff;border:1px solid var(--line);border-radius:10px}
.figures div{padding:12px 14px}
.figures dt{font-size:14px;color:var(--faint)}
.figures dd{margin:0;font-size:26px;font-weight:650;line-height:1.25;
font-variant-numeric:tabular-nums}
.figures small{font-size:15px;font-weight:400}
.figures .note{font-size:13px;font-weight:400;color:var(--faint)}
.charts{columns:2;column-gap:16px}
.chart{break-inside:avoid;margin:0 0 16px;padding:16px}
.chart svg{display:block;width:100%;max-width:520px;height:auto}
.chart figcaption{margin-top:8px}
table{border-collapse:collapse;width:100%;table-layout:fixed;font-size:14px;line-height:1.35}
th,td{padding:8px;text-align:left;vertical-align:top}
thead th{font-size:13px;color:var(--faint);font-weight:600;hyphens:auto}
tbody{border-top:1px solid var(--line)}
.title{width:27%}
.score{width:12%}
th.word{width:11%}
td.word{overflow-wrap:break-word;hyphens:auto}
.row{width:7em}
td.number{font-variant-numeric:tabular-nums;white-space:nowrap}
.number{text-align:right}
.faults td{padding-top:0}
.band{display:inline-block;padding:1px 8px;border-radius:10px;border:1px solid;font-weight:600;
white-space:nowrap}
.green{color:#0b5323;background:#e3f5e7}
.yellow{color:#6b4a00;background:#fff3cf}
.red{color:#8e0b16;background:#ffe3e4}
.unknown{color:#3f464d;background:#eef1f4}
summary{cursor:pointer;color:var(--blue)}
details ul{margin:6px 0 0;padding-left:18px}
details li{margin-bottom:6px}
details[open] summary{margin-bottom:2px}
code{font:13px/1.35 ui-monospace,'Liberation Mono',Menlo,monospace;background:#eef1f4;padding:0 3px;
border-radius:3px}
footer{padding-top:20px;padding-bottom:40px}
@media screen and (max-width:960px){
main,header,footer{padding-left:14px;padding-right:14px}
h1{font-size:23px}
.charts{columns:1}
.figures{grid-template-columns:repeat(2,minmax(0,1fr))}
.figures dd{font-size:21px}
.chart{padding:12px}
.scroll{background:none;border:0}
table,tbody,tr,td{display:block;width:100%}
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
tbody{background:#fff;border:1px solid var(--line);border-radius:10px;
margin-bottom:10px;padding:8px 12px}
td,td.number{display:grid;grid-template-columns:9em minmax(0,1fr);gap:10px;padding:4px 0;
text-align:left;white-space:normal}
td::before{content:attr(data-head);color:var(--faint)}
td.title,.faults td{display:block;width:100%}
td.title::before,.faults td::before,td:empty{display:none}
td.title{font-size:16px;line-height:1.35;padding-bottom:6px}
td.score{width:100%}
summary{padding:6px 0}
}
@media print{
@page{size:A4 landscape;margin:12mm}
body{background:#fff;font-size:9.5pt}
main,header,footer{max-width:none;padding:0}
h1{font-size:17pt}
h2{font-size:13pt;margin:16pt 0 8pt;break-after:avoid}
h3{font-size:10pt}
.faint,.figures dt{font-size:8.5pt}
.figures .note{font-size:8pt}
.figures{grid-template-columns:repeat(6,1fr);gap:8px}
.figures dd{font-size:14pt}
.figures small{font-size:9pt}
.figures div,.chart,.scroll{border-color:#999;border-radius:0}
.figures div{padding:8px 10px}
.charts{columns:3}
.chart{padding:10px 12px}
table{font-size:8.5pt}
thead{display:table-header-group}
thead th{font-size:8pt}
tr:first-child,.figures div,.faults li{break-inside:avoid}
code{font-size:8pt}
tr:first-child{break-after:avoid}
a{color:inherit;text-decoration:none}
details::details-content{content-visibility:visible;display:block;height:auto}
summary{list-style:none;color:inherit;font-weight:600}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
""".strip()
