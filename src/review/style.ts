/** What the review page has beyond the style of reports: a bar above, one below, and marks that differ by more than colour. */
export const reviewCss = `
:root{--missed:#f6d5d3;--wrong:#fbeac6;--type:#d8e4f5;--missedline:#b3312c;--wrongline:#9a6b12;--typeline:#2f5fa8;--focus:#2f6f9f;--on:#cfe6ee}
@media (prefers-color-scheme:dark){:root{--missed:#5a2522;--wrong:#4d3b14;--type:#233a5c;--missedline:#f08a84;--wrongline:#e0b45a;--typeline:#8db4f0;--focus:#7cc0dc;--on:#24505f}}
[hidden]{display:none!important}
html{scroll-padding:5rem 0}
.review{min-height:100vh;display:flex;flex-direction:column}
.review main{flex:1;width:100%;max-width:56rem;padding:1.6rem 1.5rem 2rem}
.top,.actions{position:sticky;z-index:1;background:var(--paper);display:flex;align-items:center;gap:.5rem 1.4rem;padding:.6rem 1.5rem;margin:0}
.top{top:0;border-bottom:1px solid var(--line)}
.top p{margin:0}
.about{flex:1;min-width:0}
.about p{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.about .soft{font-size:.85rem}
.far{text-align:right;font-variant-numeric:tabular-nums}
.far p{font-size:.9rem}
progress{width:10rem;height:.4rem;display:block;margin-top:.25rem;appearance:none;border:0;border-radius:3px;overflow:hidden;background:var(--tint);accent-color:var(--kept)}
progress::-webkit-progress-bar{background:var(--line)}
progress::-webkit-progress-value{background:var(--kept)}
progress::-moz-progress-bar{background:var(--kept)}
#saved{min-width:5.5rem;text-align:right;font-size:.85rem;color:var(--soft)}
#saved.busy{color:var(--ink)}
#saved.lost{color:var(--missedline);font-weight:600}
#trouble{border-radius:0;margin:0;padding:.7rem 1.5rem}
.review h1{font-size:1.05rem;margin:0 0 1rem;font-weight:600;letter-spacing:0}
.review h1 .soft{font-weight:400}
.review h2{font-size:.95rem;border:0;padding:0;margin:1.6rem 0 .4rem}
#text{border:1px solid var(--line);border-radius:8px;padding:.4rem 1.2rem 1rem}
#text .role{color:var(--soft);font-size:.75rem;letter-spacing:.06em;text-transform:uppercase;margin:.9rem 0 .15rem;max-width:none}
#text .said{white-space:pre-wrap;overflow-wrap:anywhere;font-size:1.05rem;line-height:1.75;margin:0;max-width:none}
#text .said+.role{border-top:1px solid var(--line);padding-top:.9rem}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px}
.replaced{background:var(--tint);border:1px solid var(--soft);border-radius:4px;padding:0 .15em;font-size:.9em;box-decoration-break:clone;-webkit-box-decoration-break:clone}
.sign{display:inline;background:var(--warn);color:var(--wrongline);font-size:.8em;border-radius:3px;margin:0}
.missed{background:var(--missed);text-decoration:underline solid var(--missedline) 2px;text-underline-offset:.2em}
.wrong{background:var(--wrong);text-decoration:underline dashed var(--wrongline) 2px;text-underline-offset:.2em}
.type{background:var(--type);text-decoration:underline wavy var(--typeline) 1.5px;text-underline-offset:.2em}
#text .on{background:var(--on);box-shadow:0 2px 0 var(--focus),0 -2px 0 var(--focus)}
#marks{list-style:none;padding:0;max-width:none}
#marks:empty{display:none}
#marks li{display:flex;gap:.3rem .8rem;align-items:baseline;padding:.3rem 0;border-bottom:1px solid var(--line);margin:0}
#marks .value{flex:1;min-width:0;overflow-wrap:anywhere}
#marks .value span{padding:.05rem .2rem}
.actions{bottom:0;border-top:1px solid var(--line);gap:.5rem;flex-wrap:wrap}
.actions .gap{flex:1}
button{font:inherit;font-size:.9rem;color:var(--ink);background:var(--tint);border:1px solid var(--line);border-radius:6px;padding:.35rem .7rem;cursor:pointer}
button:hover{border-color:var(--soft)}
button:disabled{color:var(--soft);cursor:default}
#done{background:var(--kept);border-color:var(--kept);color:#fff}
#done kbd{color:inherit;border-color:currentColor}
kbd{font:.75rem ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;color:var(--soft);border:1px solid var(--line);border-radius:4px;padding:.05rem .3rem;background:none}
#marks button{font-size:.8rem;padding:.1rem .5rem}
dialog{background:var(--paper);color:var(--ink);border:1px solid var(--soft);border-radius:10px;padding:1.2rem 1.4rem;max-width:min(34rem,92vw)}
dialog::backdrop{background:rgba(0,0,0,.35)}
.review dialog h2{margin:0 0 .6rem}
dialog ul{list-style:none;padding:0;margin:.6rem 0}
dialog li button{width:100%;text-align:left}
.chosen{overflow-wrap:anywhere;max-height:6rem;overflow:auto}
dialog dl{display:grid;grid-template-columns:auto 1fr;gap:.45rem 1rem;margin:.6rem 0}
dialog dt{white-space:nowrap}
dialog dd{margin:0}
.away{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media (prefers-color-scheme:dark){#done{color:#0d1416}}
@media (max-width:40rem){.top{flex-wrap:wrap;padding:.5rem 1rem}.about{flex-basis:100%}.far{flex:1;text-align:left}progress{width:100%;max-width:14rem}
.review main{padding:1rem}#text{padding:.2rem .8rem .8rem}.actions{padding:.5rem 1rem}.actions .gap{display:none}.actions button{flex:1 0 auto}.actions kbd{display:none}}
`;
