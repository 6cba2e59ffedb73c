import { type Html, html } from '#platform/pages/layout.ts';
import { stateIcon } from '#platform/status/icons.ts';
import { durationWords } from '#platform/status/words.ts';
import { alertsTable } from './alerts-view.ts';
import { betaHtml } from './beta-view.ts';
import { chartHtml } from './chart.ts';
import { endpointsTable, resourcesTable, servicesTable, trafficTable } from './health-view.ts';
import { dashboardPath, signOutPath } from './paths.ts';
import type { DashboardContent } from './read-service.ts';
import { headline } from './state.ts';
import { clockWords, countWords } from './words.ts';

/** Who looks, and how. */
export interface Viewer {
  name: string;
  role: string;
  /** Of the form that signs out. */
  csrf: string;
  paused: boolean;
}

/** How often the page is brought up to date: by the script, and without it by loading it again. */
export const updateSeconds = 10;
export const refreshSeconds = 30;

/** The page's content: the answer first, then what fires, then the evidence. Elements with `data-part` are replaced in place. */
export function dashboardHtml(content: DashboardContent, viewer: Viewer): Html {
  const { health, alerts } = content;
  const { state, sentence, reasons } = headline(health);
  return html`${topHtml(viewer)}
<p class="now ${state}" id="state" data-part role="status">${stateIcon(state)}<span>${sentence}</span></p>
<div id="reasons" data-part>${reasons.length > 1 ? html`<ul class="reasons">${reasons.map((reason) => html`<li><bdi>${reason}</bdi></li>`)}</ul>` : null}</div>
${freshnessHtml(content, viewer.paused)}
<h2>Alerts</h2>
${alertsTable(alerts, content.at)}
<h2>The last hour</h2>
<div class="charts">
${content.charts.map(chartHtml)}</div>
<h2>Traffic</h2>
${trafficTable(health)}
<h2>Resources</h2>
${resourcesTable(health)}
<h2>Endpoints</h2>
${endpointsTable(content.endpoints)}
<h2>Uptime by service</h2>
${servicesTable(health, content.at)}
<h2>The beta</h2>
${betaHtml(content.beta, content.funnel)}
<p class="quiet foot" id="foot" data-part>Version ${health.version}, ${health.database === 'postgres' ? 'PostgreSQL' : 'embedded database'}, ${nodesWords(content)}. All times are UTC. What anybody may see is at <a href="/status">/status</a>.</p>`;
}

/** Who is signed in, and the way out. Also on pages that only say no. */
export function topHtml({ name, role, csrf }: Pick<Viewer, 'name' | 'role' | 'csrf'>): Html {
  return html`<form class="who" method="post" action="${signOutPath}">
<span class="quiet"><bdi>${name}</bdi>, ${role}</span>
<input type="hidden" name="csrf" value="${csrf}">
<button type="submit">Sign out</button>
</form>`;
}

function freshnessHtml({ at }: DashboardContent, paused: boolean): Html {
  const asOf = html`<span id="freshness" data-part>As of ${clockWords(at)} UTC.</span>`;
  return paused
    ? html`<p class="quiet">${asOf} Paused: this page stays as it is. <a href="${dashboardPath}">Go on</a></p>`
    : html`<p class="quiet">${asOf} It brings itself up to date. <a href="${dashboardPath}?pause">Pause</a></p>`;
}

function nodesWords({ health, at }: DashboardContent): string {
  const { nodes } = health;
  if (nodes.length === 0) return 'no node has measured anything in the last minute';
  const oldest = Math.min(...nodes.map(({ started_at: time }) => Date.parse(time)));
  const age = durationWords((at.getTime() - oldest) / 1000);
  return `${nodes.length === 1 ? 'one node' : `${countWords(nodes.length)} nodes`}, up for ${age}`;
}
