/** Style of all report pages: system fonts, light and dark, printable, no request to anywhere. */
export const css = `
:root{--ink:#1c2024;--soft:#60646c;--line:#e2e4e8;--paper:#fff;--tint:#f5f6f8;--kept:#3d7a8c;--dropped:#d9b26a;--failed:#c0504d;--born:#8fb3a4;--warn:#fdf6e7;--warnline:#d9b26a;--warnink:#7a5a13}
@media (prefers-color-scheme:dark){:root{--ink:#e6e8eb;--soft:#9ba1a8;--line:#2f343a;--paper:#15181b;--tint:#1d2125;--kept:#5fa3b6;--dropped:#b8924c;--failed:#d0706c;--born:#6d9a88;--warn:#2a2419;--warnline:#8a6d33;--warnink:#d9b26a;color-scheme:dark}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
main{max-width:62rem;margin:0 auto;padding:3rem 1.5rem 5rem}
header{margin-bottom:2rem}
.kind{color:var(--soft);font-size:.8rem;letter-spacing:.06em;text-transform:uppercase;margin:0}
h1{font-size:1.9rem;line-height:1.2;font-weight:650;letter-spacing:-.01em;margin:.2rem 0 .5rem}
h2{font-size:1.15rem;font-weight:650;margin:2.8rem 0 .7rem;padding-top:.9rem;border-top:1px solid var(--line)}
h3{font-size:.95rem;font-weight:650;margin:1.6rem 0 .4rem}
p{margin:.5rem 0;max-width:46rem}
.lead{font-size:1.1rem}
.soft,.meta,small{color:var(--soft)}
.meta{font-size:.85rem}
ul,ol{margin:.5rem 0;padding-left:1.3rem;max-width:46rem}
li{margin:.25rem 0}
code,pre,.id{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.84em}
pre{background:var(--tint);padding:.8rem 1rem;border-radius:6px;overflow-x:auto;line-height:1.5}
.id{overflow-wrap:anywhere;color:var(--soft)}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(7.5rem,1fr));gap:1px;margin:1.6rem 0;background:var(--line);border:1px solid var(--line);border-radius:8px;overflow:hidden}
.figures div{background:var(--paper);padding:.8rem 1rem}
.figures dt{color:var(--soft);font-size:.8rem}
.figures dd{margin:0;font-size:1.45rem;font-weight:600;font-variant-numeric:tabular-nums;letter-spacing:-.01em}
.figures dd.bad{color:var(--failed)}
.note{background:var(--warn);border-left:3px solid var(--warnline);padding:.7rem 1rem;border-radius:0 6px 6px 0;margin:1rem 0;max-width:none}
.note p,.note ul{margin:.2rem 0;max-width:none}
.note ul{list-style:none;padding:0}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}
th,td{text-align:left;vertical-align:top;padding:.42rem .9rem .42rem 0;border-bottom:1px solid var(--line)}
th{font-weight:500;color:var(--soft);font-size:.8rem;white-space:nowrap}
td:last-child,th:last-child{padding-right:0}
.n{text-align:right;white-space:nowrap}
.n+:not(.n){padding-left:.9rem}
.total td{font-weight:600;border-bottom:0}
td:first-child{white-space:nowrap}
td:has(.bar){width:45%}
.bar{display:block;width:100%;min-width:8rem;height:.75rem;margin-top:.36rem;background:var(--tint);border-radius:2px}
.kept{fill:var(--kept)}.dropped{fill:var(--dropped)}.failed{fill:var(--failed)}.born{fill:var(--born)}
.key{display:inline-block;width:.7rem;height:.7rem;margin:0 .3rem 0 .9rem;border-radius:2px;vertical-align:-.05rem}
.chart{display:block;margin:1rem 0}
.chart text{font-size:11px;fill:var(--ink);text-anchor:middle;font-variant-numeric:tabular-nums}
.chart .under{fill:var(--soft)}
.chart line{stroke:var(--line)}
.curve{width:100%;max-width:27rem;height:auto}
.curve text.x{text-anchor:middle}.curve text.y{text-anchor:end}.curve text.left{text-anchor:start}.curve text.right{text-anchor:end}
.curve polyline{fill:none;stroke:var(--kept);stroke-width:2;stroke-linejoin:round}
.curve .mark{stroke:var(--failed);stroke-width:1.5;stroke-dasharray:4 3}
.exhibit{margin:1.4rem 0 2rem}
.exhibit .words{display:inline-block;min-width:10rem;white-space:normal}
h4{font-size:.9rem;font-weight:600;margin:0 0 .3rem}
.facts{font-variant-numeric:tabular-nums}
.coverage td:first-child{white-space:normal;min-width:6rem}.coverage td:nth-child(2){min-width:13rem}.coverage td:nth-child(4){min-width:14rem;overflow-wrap:anywhere}
.status{display:inline-block;margin:0 0 .6rem;padding:.15rem .7rem;border-radius:1rem;font-size:.85rem;font-weight:600;border:1px solid currentColor}
.status.needs-review{color:var(--warnink)}.status.blocked{color:var(--failed)}.status.ready-to-sign{color:var(--kept)}
.row{white-space:pre-wrap;overflow-wrap:anywhere}.row mark{background:none;color:var(--kept);font-weight:600;box-shadow:inset 0 -2px var(--kept)}
.opt{margin:0;padding:0;list-style:none}
.opt li{margin:0}
.sign{display:grid;grid-template-columns:repeat(2,1fr);gap:2.4rem 2rem;margin-top:2.6rem;max-width:46rem}
.sign div{border-top:1px solid var(--soft);padding-top:.3rem;color:var(--soft);font-size:.8rem}
@media print{:root{--ink:#000;--soft:#444;--line:#bbb;--paper:#fff;--tint:#f0f0f0;--warn:#f7f1e2;color-scheme:light}
body{font-size:10pt}main{max-width:none;padding:0}h2,h3,h4,.exhibit>p{break-after:avoid}tr,.note,.figures,svg{break-inside:avoid}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}.scroll,pre{overflow:visible}pre{white-space:pre-wrap}.chart{max-width:100%;height:auto}}
`;
