import { useMemo, useState } from 'react';
import { toCallError } from '#renderer/data/call-failure.ts';
import { useCohortCount } from '#renderer/data/cohorts/cohorts.ts';
import { useKnowNudge } from '#renderer/data/nudges/nudges.ts';
import { isAboutFewer, useFunnel } from '#renderer/data/onboarding/funnel.ts';
import { useStuckCount } from '#renderer/data/onboarding/stuck.ts';
import { useAddressState } from '#renderer/ui/address/use-address-state.ts';
import { useCommands } from '#renderer/ui/commands/use-commands.ts';
import layout from '#renderer/ui/page/list-part.module.css';
import { Page } from '#renderer/ui/page/page.tsx';
import { Tabs, tabId } from '#renderer/ui/page/tabs.tsx';
import { StaleBadge } from '#renderer/ui/states/stale-badge.tsx';
import { isNarrowed, onboardingAddress, type Part, parts, peopleOf } from './address.ts';
import { answerOf } from './answer.ts';
import { AskContext, type Asked } from './asked.ts';
import { CohortDialog } from './cohort-dialog.tsx';
import { CohortsPart } from './cohorts-part.tsx';
import { FunnelPart } from './funnel-part.tsx';
import { NudgeDialog } from './nudge-dialog.tsx';
import { NudgeView } from './nudge-view.tsx';
import { NudgesPart } from './nudges-part.tsx';
import { PeopleFilters } from './people-filters.tsx';
import { PeoplePart } from './people-part.tsx';
import { StuckPart } from './stuck-part.tsx';

const hour = 3_600_000;
const panelId = 'onboarding-part';
const partWords: Record<Part, string> = {
  funnel: 'Funnel',
  people: 'People',
  stuck: 'Stuck',
  cohorts: 'Cohorts',
  nudges: 'Nudges',
};

/** How far members come, where they stop, and who is stuck. */
export function OnboardingScreen() {
  const [address, set, push] = useAddressState(onboardingAddress);
  // Days are counted from the begun hour: the question changes once an hour, not with every drawing.
  const now = Math.floor(Date.now() / hour) * hour;
  const { by, part } = address;
  // Cohorts and nudges are not about the people that the filters of the other parts leave.
  const narrowing = part !== 'cohorts' && part !== 'nudges' && isNarrowed(address);
  const query = useMemo(() => ({ by, ...(narrowing ? peopleOf(address, now) : {}) }), [address, by, narrowing, now]);
  const funnel = useFunnel(query);
  const stuck = useStuckCount();
  const cohorts = useCohortCount();
  const { data, error, dataUpdatedAt } = funnel;
  const failure = error === null ? null : toCallError(error);
  const nobody = data !== undefined && data.overall.registered === 0 && !isAboutFewer(data);
  const know = useKnowNudge();
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  const counts: Partial<Record<Part, number | undefined>> = { stuck: stuck.data, cohorts: cohorts.data };
  const tabs = parts.map((name) => ({
    name,
    label: partWords[name],
    count: { count: counts[name] ?? 0, words: name === 'stuck' ? 'members' : 'saved' },
  }));
  const show = (next: Part) => push({ part: next, id: undefined, nudge: undefined, became: undefined });
  useCommands(
    parts.map((name) => ({
      id: `onboarding.part.${name}`,
      label: `Show ${partWords[name].toLowerCase()}`,
      group: 'This screen',
      words: 'tab part onboarding',
      run: () => show(name),
    })),
  );
  return (
    <Page
      title="Onboarding"
      layout="fill"
      answer={
        data === undefined ? null : nobody ? (
          'Nobody has registered yet.'
        ) : (
          <Answer {...answerOf(data.overall, isAboutFewer(data))} />
        )
      }
      actions={
        data === undefined ? null : (
          <StaleBadge since={dataUpdatedAt === 0 ? null : dataUpdatedAt} always={failure !== null} />
        )
      }
      toolbar={<Tabs id={panelId} label="Parts of this screen" tabs={tabs} shown={part} onShow={show} />}
    >
      <div className={layout.part} role="tabpanel" id={panelId} aria-labelledby={tabId(panelId, part)}>
        <AskContext value={setAsked}>
          {part === 'funnel' ? (
            <>
              <div className={layout.filters}>
                <PeopleFilters address={address} now={now} set={set} />
              </div>
              <FunnelPart funnel={funnel} address={address} set={set} push={push} />
            </>
          ) : part === 'people' ? (
            <PeoplePart address={address} now={now} nobody={nobody} set={set} />
          ) : part === 'stuck' ? (
            <StuckPart address={address} now={now} nobody={nobody} set={set} push={push} />
          ) : part === 'cohorts' ? (
            <CohortsPart address={address} set={set} push={push} />
          ) : address.nudge !== undefined ? (
            <NudgeView
              key={address.nudge}
              id={address.nudge}
              became={address.became}
              set={set}
              onBack={() => set({ nudge: undefined, became: undefined })}
            />
          ) : (
            <NudgesPart address={address} set={set} push={push} />
          )}
        </AskContext>
      </div>
      {asked?.kind === 'cohort' ? <CohortDialog target={asked.target} onClose={close} /> : null}
      {asked?.kind === 'nudge' ? (
        <NudgeDialog
          target={asked.target}
          onHeld={(nudge) => {
            know(nudge);
            close();
            push({ part: 'nudges', nudge: nudge.id, became: undefined });
          }}
          onClose={close}
        />
      ) : null}
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
