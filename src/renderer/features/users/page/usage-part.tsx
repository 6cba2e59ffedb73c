import { Button, SegmentedControl } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { toCallError } from '#renderer/data/call-failure.ts';
import { useSignedIn } from '#renderer/data/session/queries.ts';
import type { UserStory } from '#renderer/data/users/story.ts';
import { type UserUsage, useUserUsage } from '#renderer/data/users/usage.ts';
import { useAddressState } from '#renderer/ui/address/use-address-state.ts';
import { formatCost, formatCount, formatQuantity } from '#renderer/ui/format/numbers.ts';
import { IconUpload } from '#renderer/ui/icons.ts';
import { type Fact, Facts } from '#renderer/ui/page/facts.tsx';
import { ScrollRegion } from '#renderer/ui/page/scroll-region.tsx';
import { EmptyState, ErrorNotice, ErrorState, LoadingState } from '#renderer/ui/states/states.tsx';
import { ShareText } from '#renderer/ui/text/share-text.tsx';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import { userAddress } from './address.ts';
import { DayBars } from './day-bars.tsx';
import { NotForYou } from './not-for-you.tsx';
import { ReportsErased } from './reports-erased.tsx';
import usage from './usage.module.css';
import { usageSentence } from './usage-sentence.ts';
import { ByAgent, ByDay, ByModel } from './usage-tables.tsx';

/** What one person does in the product and what it costs, as the product's gateway reports it. */
export function UsagePart({ story }: { story: UserStory }) {
  if (!story.allowed.includes('see_notes')) {
    return <NotForYou what="What staff do in the product" whom="is for admins" />;
  }
  if (story.user.erased_at !== null) return <ReportsErased />;
  return <Usage userId={story.user.id} />;
}

function Usage({ userId }: { userId: string }) {
  const [{ days }, setAddress] = useAddressState(userAddress);
  const query = useUserUsage(userId, Number(days));
  const failure = query.error === null ? null : toCallError(query.error);
  const retry = () => void query.refetch();
  const { data } = query;
  if (data === undefined) {
    return failure === null ? (
      <LoadingState label="Loading usage" lines={10} />
    ) : (
      <ErrorState error={failure} onRetry={retry} />
    );
  }
  if (data.last_reported_at === null) return <NothingReported />;
  const { lead, rest } = usageSentence(data);
  return (
    <ScrollRegion className={usage.usage} label="Usage and costs">
      {failure === null || failure.kind === 'offline' ? null : (
        <ErrorNotice error={failure} onRetry={retry} kept="What you see is from before." />
      )}
      <div className={usage.head}>
        <p className={usage.statement}>
          <strong>{lead}</strong>
          {rest === '' ? '.' : `: ${rest}`}
        </p>
        <SegmentedControl
          aria-label="Range"
          size="xs"
          transitionDuration={0}
          data={[
            { value: '7', label: '7 days' },
            { value: '30', label: '30 days' },
            { value: '90', label: '90 days' },
          ]}
          value={days}
          onChange={(next) => setAddress({ days: next as typeof days })}
        />
      </div>
      <div
        className={query.isPlaceholderData ? `${usage.columns} ${usage.pending}` : usage.columns}
        aria-busy={query.isPlaceholderData}
      >
        <Models reported={data} />
        <Requests reported={data} />
        <ByModel rows={data.by_model} />
        <ByAgent rows={data.by_agent} />
      </div>
      <ByDay days={data.days} />
      <p className={usage.fine}>
        Reported by the product’s gateway, last for <TimeText at={data.last_reported_at} />. Days are UTC days.
      </p>
    </ScrollRegion>
  );
}

function Block({ title, bars, facts }: { title: string; bars: ReactNode; facts: readonly Fact[] }) {
  return (
    <section className={usage.section}>
      <h2>{title}</h2>
      {bars}
      <Facts facts={facts} />
    </section>
  );
}

function Models({ reported: { models, days } }: { reported: UserUsage }) {
  const bars = days.map(({ day, calls, cost_usd_micros: cost }) => ({
    day,
    value: cost,
    words: `${formatCost(cost)}, ${formatQuantity(calls, 'call')}`,
  }));
  return (
    <Block
      title="Models"
      bars={<DayBars title="Cost a day" days={bars} format={formatCost} />}
      facts={[
        { name: 'Cost', value: formatCost(models.cost_usd_micros) },
        { name: 'Calls', value: formatCount(models.calls) },
        { name: 'Failed', value: <Failed share={models.failed} /> },
        {
          name: 'Tokens',
          value: `${formatCount(models.input_tokens)} in, ${formatCount(models.output_tokens)} out`,
        },
        { name: 'Mean answer time', value: milliseconds(models.mean_latency_ms) },
      ]}
    />
  );
}

function Requests({ reported: { requests, days } }: { reported: UserUsage }) {
  const bars = days.map(({ day, requests: value, errors }) => ({
    day,
    value,
    bad: errors,
    words: `${formatQuantity(value, 'request')}, ${formatCount(errors)} failed`,
  }));
  return (
    <Block
      title="Requests"
      bars={<DayBars title="Requests a day" days={bars} format={formatCount} />}
      facts={[
        { name: 'Requests', value: formatCount(requests.count) },
        { name: 'Failed (4xx, 5xx)', value: <Failed share={requests.errors} /> },
        { name: 'Server errors (5xx)', value: <Failed share={requests.server_errors} /> },
        { name: 'Mean duration', value: milliseconds(requests.mean_duration_ms) },
      ]}
    />
  );
}

function Failed({ share }: { share: UserUsage['requests']['errors'] }) {
  return (
    <>
      <ShareText share={share} />
      {share.n === 0 ? null : (
        <span className={usage.of}>
          {formatCount(share.part)} of {formatCount(share.n)}
        </span>
      )}
    </>
  );
}

function milliseconds(value: number | null): ReactNode {
  if (value === null) return <span className={usage.muted}>No data</span>;
  return value < 10 ? `${value.toFixed(1)} ms` : `${formatCount(Math.round(value))} ms`;
}

function NothingReported() {
  const { user } = useSignedIn();
  return (
    <EmptyState
      icon={IconUpload}
      title="No usage reported yet"
      actions={
        user.role === 'admin' ? (
          <Button
            component={Link}
            to={'/settings' as string}
            search={{ section: 'ingest-keys' } as never}
            variant="default"
          >
            Ingest keys
          </Button>
        ) : null
      }
    >
      The product’s gateway reports it to <code>/api/ingest/usage</code> and <code>/api/ingest/requests</code> with an
      ingest key, which an admin makes in Settings. Requests, tokens and cost then stand here by day, model and agent.
    </EmptyState>
  );
}
