import { useMemo } from 'react';
import { toCallError } from '#renderer/data/call-failure.ts';
import { useFunnel } from '#renderer/data/onboarding/funnel.ts';
import { useStuckCount } from '#renderer/data/onboarding/stuck.ts';
import { useAddressState } from '#renderer/ui/address/use-address-state.ts';
import { Page } from '#renderer/ui/page/page.tsx';
import { Tabs, tabId } from '#renderer/ui/page/tabs.tsx';
import { StaleBadge } from '#renderer/ui/states/stale-badge.tsx';
import { isNarrowed, onboardingAddress, type Part, parts, peopleOf } from './address.ts';
import { answerOf } from './answer.ts';
import { FunnelPart } from './funnel-part.tsx';
import classes from './people.module.css';
import { PeopleFilters } from './people-filters.tsx';
import { StuckPart } from './stuck-part.tsx';

const hour = 3_600_000;
const panelId = 'onboarding-part';
const partWords: Record<Part, string> = { funnel: 'Funnel', stuck: 'Stuck' };

/** How far members come, where they stop, and who is stuck. */
export function OnboardingScreen() {
  const [address, set, push] = useAddressState(onboardingAddress);
  // Days are counted from the begun hour: the question changes once an hour, not with every drawing.
  const now = Math.floor(Date.now() / hour) * hour;
  const { by, part } = address;
  const query = useMemo(() => ({ by, ...peopleOf(address, now) }), [address, by, now]);
  const funnel = useFunnel(query);
  const stuck = useStuckCount();
  const { data, error, dataUpdatedAt } = funnel;
  const failure = error === null ? null : toCallError(error);
  const nobody = data?.overall.registered === 0 && !isNarrowed(address);
  const tabs = parts.map((name) => ({
    name,
    label: partWords[name],
    count: name === 'stuck' && stuck.data !== undefined ? { count: stuck.data, words: 'members' } : null,
  }));
  return (
    <Page
      title="Onboarding"
      layout="fill"
      answer={
        data === undefined ? null : nobody ? (
          'Nobody has registered yet.'
        ) : (
          <Answer {...answerOf(data.overall, isNarrowed(address))} />
        )
      }
      actions={data === undefined ? null : <StaleBadge since={dataUpdatedAt} always={failure !== null} />}
      toolbar={
        <Tabs
          id={panelId}
          label="Parts of this screen"
          tabs={tabs}
          shown={part}
          onShow={(next) => push({ part: next, id: undefined })}
        />
      }
    >
      <div className={classes.part} role="tabpanel" id={panelId} aria-labelledby={tabId(panelId, part)}>
        {part === 'funnel' ? (
          <>
            <div className={classes.filters}>
              <PeopleFilters address={address} now={now} set={set} />
            </div>
            <FunnelPart funnel={funnel} address={address} set={set} push={push} />
          </>
        ) : (
          <StuckPart address={address} now={now} nobody={nobody} set={set} push={push} />
        )}
      </div>
    </Page>
  );
}

function Answer({ lead, rest }: { lead: string; rest: string }) {
  return (
    <>
      <strong>{lead}</strong>
      {rest}
    </>
  );
}
