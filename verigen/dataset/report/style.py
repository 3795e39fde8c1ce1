"""The style sheet of a report: quiet, for light and dark, for narrow windows and for paper."""

from __future__ import annotations

CSS = """
:root{color-scheme:light dark;--paper:#fdfdfb;--ink:#1d1f21;--soft:#5f656b;--line:#e3e3de;--track:#e9e9e4;--fill:#2f6f8f;
--reach:#b9d3df;--bad:#b4532a;--calm:#8a9299;--good:#3c7a4b}
@media(prefers-color-scheme:dark){:root{--paper:#16181a;--ink:#e4e4df;--soft:#9aa1a7;--line:#2c3034;--track:#292d31;
--fill:#6db3d3;--reach:#2f5263;--bad:#e08a5c;--calm:#7f878e;--good:#7fbf8f}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:62rem;padding:2.5rem 1.5rem 4rem;background:var(--paper);color:var(--ink);
font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;font-variant-numeric:tabular-nums}
h1{font-size:1.45rem;line-height:1.25;font-weight:600;margin:0 0 .35rem;overflow-wrap:anywhere}
h2{font-size:1.02rem;font-weight:600;margin:2.6rem 0 .5rem;padding-top:.9rem;border-top:1px solid var(--line)}
h3{font-size:.88rem;font-weight:600;margin:1.3rem 0 .25rem;color:var(--soft)}
p{margin:.35rem 0;max-width:46rem}.soft{color:var(--soft)}
.verdict{font-size:1.08rem;line-height:1.55;margin:.9rem 0 .4rem;max-width:50rem}
.notes{margin:.2rem 0 0;padding:0;list-style:none}.notes li{padding-left:1.1rem;text-indent:-1.1rem}
.notes li::before{content:"\\25cf";display:inline-block;width:1.1rem;text-indent:0;color:var(--good)}
.notes li.bad::before{color:var(--bad)}.notes li.calm::before{color:var(--calm)}
nav{margin:1rem 0 0;font-size:.85rem}nav a{margin-right:.9rem;white-space:nowrap}
a{color:var(--fill);text-decoration:none}a:hover,a:focus{text-decoration:underline}
.scroll{overflow-x:auto}.scroll:focus{outline:1px solid var(--line)}
table{border-collapse:collapse;max-width:100%;margin:.5rem 0;font-size:.88rem}
caption{text-align:left;color:var(--soft);padding-bottom:.2rem}
th,td{text-align:left;vertical-align:top;padding:.28rem .9rem .28rem 0;border-bottom:1px solid var(--line)}
th{font-weight:500;color:var(--soft)}td.num,th.num{text-align:right;white-space:nowrap}
td.text{overflow-wrap:break-word;min-width:7rem}td.text:first-child{min-width:14rem}td.text+td.text{min-width:10rem}td.chart+td.num{min-width:6rem}
td.chart,th.chart{width:200px;min-width:110px;vertical-align:top;padding-top:.5rem}
svg{display:block;width:100%;max-width:200px;height:16px}
.track{fill:var(--track)}.fill{fill:var(--fill)}.reach{fill:var(--reach)}.bad{fill:var(--bad)}.calm{fill:var(--calm)}
td .bad,span.bad{color:var(--bad)}
code{font:.92em ui-monospace,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
footer{margin-top:3rem;padding-top:.8rem;border-top:1px solid var(--line);font-size:.82rem;color:var(--soft)}
@media(max-width:560px){body{padding:1.4rem 1rem 3rem;font-size:14px}th,td{padding-right:.6rem}
td.chart,th.chart{width:60px;min-width:60px}.wide td.chart,.wide th.chart{display:none}td.text:first-child{min-width:5.5rem;overflow-wrap:anywhere}
td.text+td.text{min-width:7rem}td.text code{display:block}td.chart+td.num{min-width:0}.wide td.num{white-space:normal}nav a{display:inline-block;padding:.15rem 0}}
@media print{:root{color-scheme:light;--paper:#fff;--ink:#000;--soft:#444;--line:#ccc;--track:#eee;--fill:#2f6f8f;--reach:#b9d3df;
--bad:#b4532a;--calm:#888;--good:#3c7a4b}body{max-width:none;padding:0;font-size:10pt}nav{display:none}
svg *{print-color-adjust:exact;-webkit-print-color-adjust:exact}tr,h2,h3{break-inside:avoid}h2,h3{break-after:avoid}.scroll{overflow:visible}
td.chart,th.chart{width:110px;min-width:80px}td.text,td.text:first-child,td.text+td.text,td.chart+td.num{min-width:0;overflow-wrap:anywhere}}
""".strip()
