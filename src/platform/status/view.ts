import type { PublicIncident, PublicStatus, ServiceState } from '#contract/status.ts';
import { type Html, html } from '#platform/pages/layout.ts';
import { serviceTitle } from '#shared/incidents/services.ts';
import { utcMinute } from '#shared/time.ts';
import { stateIcon } from './icons.ts';
import { stripSvg, troubleTable } from './strip.ts';
import { durationWords, effectOf, headline, incidentStateWords, serviceStateWords, uptimeWords } from './words.ts';

/** The page's content: the answer first, then what is wrong, then each service, then what was. */
export function statusHtml(status: PublicStatus): Html {
  return html`<p class="now ${status.state}">${stateIcon(status.state)}<span>${headline(status)}</span></p>
<p class="quiet">${status.stale ? 'What follows was so' : 'As of'} ${utcMinute(status.generated_at)}. All times are UTC. <a href="/status">Load again</a></p>
${status.open.length > 0 ? html`<h2>Going on now</h2>${status.open.map(openIncident)}` : null}
<h2>Services</h2>
<ul class="services">
${status.services.map(serviceItem)}
</ul>
<h2>Past incidents</h2>
${status.past.length > 0 ? status.past.map(pastIncident) : html`<p class="quiet">None in the last ${status.services[0]?.days.length ?? 0} days.</p>`}`;
}

function stateBadge(state: ServiceState): Html {
  return html`<span class="state ${state}">${stateIcon(state)}${serviceStateWords[state]}</span>`;
}

function serviceItem(service: PublicStatus['services'][number]): Html {
  const name = serviceTitle(service.name);
  return html`<li>
<div class="line"><h3><bdi>${name}</bdi></h3>${stateBadge(service.state)}</div>
${stripSvg(service.days)}
<div class="axis quiet"><span>${service.days.length} days ago</span><span>Uptime ${uptimeWords(service.uptime)}</span><span>Today</span></div>
${troubleTable(name, service.days)}
</li>
`;
}

function openIncident(incident: PublicIncident): Html {
  const down = incident.services.some(({ downtime }) => downtime);
  return html`<article class="incident open${down ? ' down' : ''}" id="incident-${incident.id}">
<div class="line"><h3><bdi>${incident.title}</bdi></h3><span class="state ${down ? 'down' : 'open'}">${stateIcon(down ? 'down' : 'degraded')}${incidentStateWords[incident.state]}</span></div>
<p class="effect">${effectOf(incident)}</p>
<p class="quiet">Since ${utcMinute(incident.started_at)}, for ${durationWords(incident.duration_seconds)}</p>
${updatesList(incident)}
</article>
`;
}

function pastIncident(incident: PublicIncident): Html {
  const updates = updatesList(incident);
  return html`<article class="incident" id="incident-${incident.id}">
<div class="line"><h3><bdi>${incident.title}</bdi></h3><span class="state resolved">${stateIcon('operational')}${incidentStateWords.resolved}</span></div>
<p class="effect">${effectOf(incident)}</p>
<p class="quiet">${utcMinute(incident.started_at)}, for ${durationWords(incident.duration_seconds)}</p>
${updates ? html`<details><summary>What was said</summary>${updates}</details>` : null}
</article>
`;
}

function updatesList({ updates }: PublicIncident): Html | null {
  if (updates.length === 0) return null;
  const items = updates.map(
    ({ at, state, text }) => html`<li>
<p class="quiet">${utcMinute(at)}, ${incidentStateWords[state]}</p>
${text === '' ? null : html`<p class="text" dir="auto">${text}</p>`}
</li>
`,
  );
  return html`<ol class="updates">${items}</ol>`;
}
