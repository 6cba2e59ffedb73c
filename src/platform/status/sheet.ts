import { colours, makeSheet } from '#platform/pages/layout.ts';

/** Of pages that say how things are. */
export const stateRules = `${colours}
:root{--warn:#8a5300;--warn-ground:#fff4dc;--good-ground:#e6f4ea;--none:#c3cad4}
@media (prefers-color-scheme:dark){:root{--warn:#ffd58a;--warn-ground:#33260a;--good-ground:#11301d;--none:#3d4755}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.5 Inter,system-ui,sans-serif;font-variant-numeric:tabular-nums}
main{max-width:800px;margin:0 auto;padding:40px 24px 64px}
h1{font-size:16px;font-weight:500;color:var(--quiet);margin:0 0 8px}
h2{font-size:16px;font-weight:600;margin:40px 0 8px}
h3{font-size:15px;font-weight:600;margin:0;overflow-wrap:anywhere}
p{margin:0}
a{color:var(--accent)}
a:focus-visible,summary:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:3px}
.quiet{color:var(--quiet);font-size:13px}
.rehearsal{margin:0;padding:8px 16px;text-align:center;font-size:14px;color:var(--note);background:var(--note-ground)}
.now{display:flex;gap:12px;align-items:flex-start;padding:16px 20px;border-radius:6px;margin:0 0 8px;font-size:20px;font-weight:600;line-height:1.35;overflow-wrap:anywhere}
.now svg{width:24px;height:24px;margin-top:1px}
.now.operational{color:var(--good);background:var(--good-ground)}
.now.degraded,.now.unknown{color:var(--warn);background:var(--warn-ground)}
.now.down{color:var(--bad);background:var(--bad-ground)}
svg{flex:none}
.out{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.state{display:inline-flex;gap:6px;align-items:center;font-size:14px;font-weight:500;white-space:nowrap}
.state svg{width:16px;height:16px}
.state.operational,.state.resolved{color:var(--good)}
.state.degraded,.state.open{color:var(--warn)}
.state.down{color:var(--bad)}
.state.unknown{color:var(--quiet)}
.services{list-style:none;margin:0;padding:0}
.services li{padding:16px 0;border-top:1px solid var(--line)}
.services li:first-child{border-top:0}
.line{display:flex;gap:16px;align-items:baseline;justify-content:space-between}
.line h3{min-width:0}
.strip{display:block;width:100%;height:24px;margin:8px 0 4px}
.strip .operational{fill:var(--good)}
.strip .degraded{fill:var(--warn)}
.strip .down{fill:var(--bad)}
.strip .unknown{fill:var(--none)}
.axis{display:flex;justify-content:space-between}
details{margin:4px 0 0}
summary{cursor:pointer;font-size:13px;color:var(--accent);width:fit-content}
table{border-collapse:collapse;margin:8px 0 0;font-size:13px}
th,td{text-align:left;font-weight:400;padding:4px 24px 4px 0;border-top:1px solid var(--line)}
thead th{color:var(--quiet);border-top:0}
.incident{padding:16px 0;border-top:1px solid var(--line)}
.incident.open{border:1px solid var(--line);border-left:3px solid var(--warn);background:var(--paper);border-radius:6px;padding:16px 20px;margin:0 0 12px}
.incident.open.down{border-left-color:var(--bad)}
.updates{list-style:none;margin:12px 0 0;padding:0 0 0 16px;border-left:1px solid var(--line)}
.updates li{margin:0 0 12px}
.updates li:last-child{margin:0}
.text{white-space:pre-line;overflow-wrap:anywhere}
.effect{overflow-wrap:anywhere}
@media (max-width:560px){main{padding:24px 16px 48px}}
@media (forced-colors:active){.strip rect{forced-color-adjust:none}}
`;

/** A wider page than those of forms: a strip of ninety days has to fit. */
export const statusSheet = makeSheet(stateRules);
