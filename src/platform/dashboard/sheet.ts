import { makeSheet } from '#platform/pages/layout.ts';
import { stateRules } from '#platform/status/sheet.ts';

/** Wide where there is room, one column on a phone; tables that are wider scroll by themselves. */
export const dashboardSheet = makeSheet(`${stateRules}
main{max-width:1120px;padding:24px 24px 64px}
h3{margin:20px 0 0}
.who{display:flex;gap:12px;align-items:center;justify-content:flex-end;margin:-32px 0 16px}
.who button{font:inherit;font-size:13px;color:inherit;background:var(--paper);border:1px solid var(--edge);border-radius:6px;padding:4px 12px;cursor:pointer}
.who button:focus-visible,.wide:focus-visible,.values:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.now.unknown{color:var(--ink);background:var(--paper);border:1px solid var(--edge)}
.state.unknown{color:var(--quiet)}
.reasons{margin:0 0 8px;padding-left:20px}
.late{color:var(--bad);font-weight:500}
.lead{font-size:16px;font-weight:500}
.wide{overflow-x:auto;max-width:100%;container-type:inline-size}
.wide table{width:100%}
caption{text-align:left;color:var(--quiet);font-size:13px;padding:0 0 4px}
caption span{position:sticky;left:0;display:inline-block;max-width:calc(100vw - 32px);max-width:100cqi}
caption.out{padding:0}
.number{text-align:right;white-space:nowrap}
th:last-child,td:last-child{padding-right:4px}
tbody th{font-weight:500;overflow-wrap:anywhere;min-width:120px}
code{font:12px "JetBrains Mono",ui-monospace,monospace;overflow-wrap:anywhere}
.said{white-space:normal;overflow-wrap:anywhere}
.wide td .quiet:not(.said){white-space:nowrap}
.charts{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:24px 32px}
.chart{margin:0;min-width:0}
.chart figcaption{display:flex;justify-content:space-between;gap:8px;align-items:baseline}
.chart h3{margin:0;font-size:13px;font-weight:500;color:var(--quiet)}
.value{font-size:20px;font-weight:600;white-space:nowrap}
.plot{position:relative;margin:4px 0 2px}
.plot svg{display:block;width:100%;height:72px;overflow:visible}
.plot path{fill:none;vector-effect:non-scaling-stroke}
.top{position:absolute;top:2px;left:0;font-size:12px;line-height:1.2;background:var(--ground);padding:0 4px 0 0}
.base{stroke:var(--line);stroke-width:1}
.line{stroke:var(--accent);stroke-width:1.5;stroke-linejoin:round}
.aim{stroke:var(--quiet);stroke-width:1;stroke-dasharray:4 4}
.blank{height:78px;display:flex;align-items:center}
.values{max-height:240px;overflow-y:auto}
.seats{display:block;width:100%;height:8px;margin:8px 0 4px}
.seats .free{fill:var(--line)}
.seats .reserved{fill:var(--edge)}
.seats .used{fill:var(--accent)}
.foot{margin:40px 0 0}
@media (max-width:900px){.charts{grid-template-columns:repeat(2,minmax(0,1fr))}}
@media (max-width:560px){main{padding:16px 16px 48px}.charts{grid-template-columns:minmax(0,1fr)}.said{display:block;min-width:220px}code{white-space:nowrap}.who{margin:0 0 12px;justify-content:space-between}}
@media (forced-colors:active){.line,.aim,.base{stroke:CanvasText}.seats rect{forced-color-adjust:none}}
`);
