import type { UseQueryResult } from '@tanstack/react-query';
import type { OnboardingStep } from '#contract/onboarding-steps.ts';
import type { Standing } from '#contract/users.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { type FunnelAnswer, type FunnelGroup, isAboutFewer } from '#renderer/data/onboarding/funnel.ts';
import { ScrollRegion } from '#renderer/ui/page/scroll-region.tsx';
import sections from '#renderer/ui/page/section.module.css';
import { secondsWords } from '#renderer/ui/people/stuck-words.ts';
import { ErrorNotice, ErrorState, NothingMatches } from '#renderer/ui/states/states.tsx';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import { breakdowns, noFilters, type OnboardingAddress } from './address.ts';
import { BreakdownTable } from './breakdown.tsx';
import classes from './funnel.module.css';
import { FunnelSkeleton } from './funnel-skeleton.tsx';
import { FunnelTable } from './funnel-table.tsx';
import { NobodyYet } from './nobody-yet.tsx';

interface FunnelPartProps {
  funnel: UseQueryResult<FunnelAnswer>;
  address: OnboardingAddress;
  set: (change: Partial<OnboardingAddress>) => void;
  push: (change: Partial<OnboardingAddress>) => void;
}

/** How far people come, and who comes further than others. */
export function FunnelPart({ funnel, address, set, push }: FunnelPartProps) {
  const { data, error, isPlaceholderData: pending, refetch } = funnel;
  const failure = error === null ? null : toCallError(error);
  const retry = () => void refetch();
  if (data === undefined) return failure === null ? <FunnelSkeleton /> : <ErrorState error={failure} onRetry={retry} />;
  if (data.overall.registered === 0) {
    return isAboutFewer(data) ? <NothingMatches what="members" onClear={() => set(noFilters)} /> : <NobodyYet />;
  }
  const by = breakdowns.find((each) => each === data.asked.by) ?? address.by;
  const show = (group: Partial<OnboardingAddress>, step: OnboardingStep, standing: Standing) =>
    push({ ...group, part: 'people', step, standing });
  return (
    <ScrollRegion label="Numbers" className={classes.document}>
      {failure === null || failure.kind === 'offline' ? null : (
        <ErrorNotice error={failure} onRetry={retry} kept="The numbers below are the last ones received." />
      )}
      <section className={sections.section} aria-labelledby="onboarding-funnel">
        <div className={sections.heading}>
          <h2 id="onboarding-funnel">Funnel</h2>
          <p className={sections.aside}>
            <Duration overall={data.overall} />
            <Counted answer={data} />
          </p>
        </div>
        <FunnelTable
          funnel={data.overall}
          // Another breakdown of the same people leaves these numbers as they are.
          pending={pending && by === address.by}
          onShow={(step, standing) => show({}, step, standing)}
        />
      </section>
      <BreakdownTable
        by={by}
        chosen={address.by}
        answer={data}
        pending={pending}
        onBy={(next) => set({ by: next })}
        onNarrow={(group) => push(narrowedTo(by, group))}
        onShow={(group, step, standing) => show(narrowedTo(by, group), step, standing)}
      />
    </ScrollRegion>
  );
}

function narrowedTo(by: OnboardingAddress['by'], { key }: FunnelGroup): Partial<OnboardingAddress> {
  if (by === 'batch') return { batch_id: key ?? 'none' };
  if (key === null) return {};
  return by === 'tier' ? { tier: key as OnboardingAddress['tier'] } : { week: key };
}

/** How long all of it takes those who come through. */
function Duration({ overall: { time_to_complete: took } }: Pick<FunnelAnswer, 'overall'>) {
  if (took.median_seconds === null || took.mean_seconds === null || took.p90_seconds === null) return null;
  return (
    <>
      From sign-up to the last step: {secondsWords(took.median_seconds)} median, {secondsWords(took.mean_seconds)} mean,
      90 % within {secondsWords(took.p90_seconds)}.
    </>
  );
}

/** Figures of very many people are kept ready by the platform: then from when they are. */
function Counted({ answer: { as_of: counted, generated_at: answered } }: { answer: FunnelAnswer }) {
  if (Date.parse(answered) - Date.parse(counted) < 60_000) return null;
  return (
    <>
      {' '}
      Counted at <TimeText at={counted} />.
    </>
  );
}
