import type { ServiceState } from '#contract/status.ts';
import { Html, html } from '#platform/pages/layout.ts';

const paths: Record<ServiceState, string> = {
  operational: '<circle cx="8" cy="8" r="6.5"/><path d="m5.2 8.2 2 2 3.6-4"/>',
  degraded: '<path d="M8 2 14.5 13.5h-13z"/><path d="M8 6.5v3M8 11.6v.1"/>',
  down: '<circle cx="8" cy="8" r="6.5"/><path d="m5.8 5.8 4.4 4.4m0-4.4-4.4 4.4"/>',
  unknown: '<path d="M4 8h8"/>',
};

/** Beside a word that says the same. */
export function stateIcon(state: ServiceState): Html {
  return html`<svg viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${new Html(paths[state])}</svg>`;
}
