import type { BetaAnalytics } from '#contract/monitoring.ts';
import { answerSentence } from './answer-sentence.ts';
import { CountLink } from './count-link.tsx';

/** The one sentence the Overview is opened for, its counts leading to their lists. */
export function Answer({ analytics }: { analytics: BetaAnalytics }) {
  return answerSentence(analytics).map(({ text, opens }) =>
    opens === undefined ? (
      <span key={text}>{text}</span>
    ) : (
      <strong key={text}>
        <CountLink opens={opens}>{text}</CountLink>
      </strong>
    ),
  );
}
