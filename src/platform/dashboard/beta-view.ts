import { tierSchema } from '#contract/common.ts';
import { invitationStatusSchema } from '#contract/invitations.ts';
import type { BetaAnalytics } from '#contract/monitoring.ts';
import type { Funnel } from '#contract/onboarding.ts';
import { type Html, html } from '#platform/pages/layout.ts';
import { durationWords } from '#platform/status/words.ts';
import { stepNames } from '#shared/step-names.ts';
import { tierNames } from '#shared/tier-names.ts';
import { tableHtml } from './table.ts';
import { countWords, millisecondWords, percentWords, shareWords, usdWords } from './words.ts';

/** Seats, invitations, conversion, the funnel, and what members do in the product. */
export function betaHtml(beta: BetaAnalytics, funnel: Funnel): Html {
  return html`<p id="seats" data-part class="lead">${seatsSentence(beta)}</p>
${seatsBar(beta)}
<h3>Invitations</h3>
${invitationsTable(beta)}
<h3>Conversion</h3>
${conversionTable(beta)}
<h3>Onboarding</h3>
${funnelTable(funnel)}
<h3>Use of the product</h3>
${usageTable(beta)}`;
}

function seatsSentence({
  capacity,
  registrations_7d: week,
  registrations_previous_7d: before,
  full_on: full,
}: BetaAnalytics) {
  const seats = `${countWords(capacity.used)} of ${countWords(capacity.capacity)} seats used, ${countWords(capacity.reserved)} reserved, ${countWords(capacity.free)} free`;
  const until = full === null ? '' : `; at this rate full on ${full}`;
  return `${seats}${until}. ${countWords(week)} registered in the last 7 days, ${countWords(before)} in the 7 before.`;
}

/** The seats as a bar; what it shows is in the sentence above it. */
function seatsBar({ capacity: { capacity, used, reserved } }: BetaAnalytics): Html {
  const width = (count: number) => Number(((Math.min(count, capacity) / Math.max(1, capacity)) * 300).toFixed(1));
  return html`<svg class="seats" id="seats-bar" data-part viewBox="0 0 300 8" preserveAspectRatio="none" aria-hidden="true"><rect class="free" width="300" height="8"/><rect class="reserved" width="${width(used + reserved)}" height="8"/><rect class="used" width="${width(used)}" height="8"/></svg>`;
}

const statusWords = { pending: 'Pending', used: 'Used', expired: 'Expired', revoked: 'Revoked' } as const;

function invitationsTable({ invitations, expiring_7d: expiring, mails_failed: failed }: BetaAnalytics): Html {
  const { total, by_status: counts } = invitations;
  const of = (count: number) => ({ number: total === 0 ? '–' : percentWords(count / total) });
  return tableHtml({
    id: 'invitations',
    caption: `${countWords(total)} invitations; ${countWords(expiring)} expire within 7 days, ${countWords(failed)} mails failed`,
    columns: ['State', 'Invitations', 'Share'],
    rows: invitationStatusSchema.options.map((status) => [
      statusWords[status],
      { number: countWords(counts[status]) },
      of(counts[status]),
    ]),
    empty: '',
  });
}

function conversionTable({ conversion, conversion_by_tier: byTier, invitations }: BetaAnalytics): Html {
  const row = (name: string, sent: number, share: BetaAnalytics['conversion']) => [
    name,
    { number: countWords(sent) },
    { number: countWords(share.part) },
    { number: shareWords(share) },
  ];
  return tableHtml({
    id: 'conversion',
    caption: `Registrations of those whose invitation was mailed${invitations.by_delivery.kept > 0 ? ' or is kept in the outbox' : ''}; below n = 100 with the 95 % interval`,
    columns: ['Tier', 'Invitations', 'Registered', 'Conversion'],
    rows: [
      row('All', invitations.total, conversion),
      ...tierSchema.options.map((tier) => row(tierNames[tier], invitations.by_tier[tier], byTier[tier])),
    ],
    empty: '',
  });
}

function funnelTable({ registered, completed, time_to_complete: time, steps }: Funnel): Html {
  const took = time.median_seconds === null ? '' : `, half of them within ${durationWords(time.median_seconds)}`;
  return tableHtml({
    id: 'funnel',
    caption: `${countWords(registered)} registered; completed all six steps: ${shareWords(completed)}${took}`,
    columns: ['Step', 'Came to it', 'Did it', 'Wait at it', 'Conversion', 'Of all registered'],
    rows: steps.map((step) => [
      stepNames[step.step],
      { number: countWords(step.reached) },
      { number: countWords(step.done) },
      { number: countWords(step.waiting) },
      { number: shareWords(step.conversion) },
      { number: step.from_registration.share === null ? 'No data' : percentWords(step.from_registration.share) },
    ]),
    empty: '',
  });
}

function usageTable({ usage: { today, week, by_tier: tiers, agents } }: BetaAnalytics): Html {
  const row = (name: string, used: BetaAnalytics['usage']['week']) => {
    // Nobody reported anything, which is not the same as that nothing happened.
    if (used.requests + used.calls === 0) return [name, ...Array.from({ length: 6 }, () => ({ number: 'No data' }))];
    return usageRow(name, used);
  };
  const usageRow = (name: string, used: BetaAnalytics['usage']['week']) => [
    name,
    { number: countWords(used.requests) },
    { number: used.error_share === null ? 'No data' : percentWords(used.error_share) },
    { number: millisecondWords(used.mean_ms) },
    { number: countWords(used.calls) },
    { number: usdWords(used.cost_usd_micros) },
    { number: used.cost_per_call_usd_micros === null ? 'No data' : usdWords(used.cost_per_call_usd_micros) },
  ];
  const named = agents.map(({ agent, calls }) => `${agent} (${countWords(calls)})`).join(', ');
  return tableHtml({
    id: 'usage',
    caption: `As the product’s gateways report it. ${named === '' ? 'No agent was used in the last 7 days' : `Agents used most in the last 7 days: ${named}`}`,
    columns: ['Time', 'Requests', 'Errors', 'Response time, mean', 'Calls of models', 'Cost', 'Cost a call'],
    rows: [
      row('Today', today),
      row('Last 7 days', week),
      ...tierSchema.options.map((tier) => row(`Last 7 days, ${tierNames[tier]}`, tiers[tier])),
    ],
    empty: '',
  });
}
