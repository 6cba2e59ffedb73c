import { Button } from '@mantine/core';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { Batch, BatchRow } from '#contract/batches.ts';
import { useBatch, useBatchRows, useFollowRows } from '#renderer/data/batches/queries.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { useSignedIn } from '#renderer/data/session/queries.ts';
import { useAddressState } from '#renderer/ui/address/use-address-state.ts';
import { FilterBar } from '#renderer/ui/filters/filter-bar.tsx';
import { IconFilterOff, IconSearch } from '#renderer/ui/icons.ts';
import { Page } from '#renderer/ui/page/page.tsx';
import { StaleBadge } from '#renderer/ui/states/stale-badge.tsx';
import {
  EmptyState,
  ErrorNotice,
  ErrorState,
  LoadingState,
  NothingMatches,
  Notice,
} from '#renderer/ui/states/states.tsx';
import { BatchStatusBadge, deliveryLooks } from '#renderer/ui/status/known-statuses.tsx';
import { DataTable } from '#renderer/ui/table/data-table.tsx';
import { isNarrowed, noRowFilters, rowAddress, rowQueryOf } from './address.ts';
import { batchAnswer } from './answer.ts';
import { mayApprove, maySubmit } from './approval.ts';
import classes from './batch.module.css';
import { BatchActions } from './batch-actions.tsx';
import { BatchRules, BatchSteps } from './batch-facts.tsx';
import { DryRunSummary, SendingProgress, TierMix } from './batch-summary.tsx';
import { hasResults, rowColumns } from './row-columns.tsx';
import { stateLabel } from './words.ts';

const batchList = { to: '/batches', label: 'Batches' };
const stateOptions = (['planned', 'created', 'failed', 'skipped'] as const).map((value) => ({
  value,
  label: stateLabel(value),
}));
const deliveryOptions = Object.entries(deliveryLooks).map(([value, { label }]) => ({ value, label }));

/** One batch: what the check found, who decides, what was sent. */
export function BatchScreen() {
  const { id } = useParams({ strict: false }) as { id: string };
  // Another batch is another page: nothing of the one before may stay.
  return <LoadedBatch key={id} id={id} />;
}

function LoadedBatch({ id }: { id: string }) {
  const query = useBatch(id);
  const batch = query.data;
  useFollowRows(batch);
  const failure = query.error === null ? null : toCallError(query.error);
  if (batch === undefined) {
    return (
      <Page title="Batch" parent={batchList} {...(failure === null ? { answer: null } : {})}>
        {failure === null ? (
          <LoadingState label="Loading the batch" />
        ) : failure.kind === 'not_found' ? (
          <EmptyState
            icon={IconSearch}
            title="There is no such batch"
            actions={
              <Button component={Link} to="/batches" variant="default">
                All batches
              </Button>
            }
          >
            The link may be old or cut off.
          </EmptyState>
        ) : (
          <ErrorState error={failure} onRetry={() => void query.refetch()} />
        )}
      </Page>
    );
  }
  return (
    <BatchPage
      batch={batch}
      stale={
        failure === null ? null : { error: failure, since: query.dataUpdatedAt, retry: () => void query.refetch() }
      }
    />
  );
}

interface Stale {
  error: ReturnType<typeof toCallError>;
  since: number;
  retry: () => void;
}

function BatchPage({ batch, stale }: { batch: Batch; stale: Stale | null }) {
  const { user } = useSignedIn();
  const navigate = useNavigate();
  const [address, setAddress] = useAddressState(rowAddress);
  const query = rowQueryOf(address);
  const rows = useBatchRows(batch.id, query);
  // The plan this person has seen. An approval names it, so that nobody approves rows they never looked at.
  const [reviewed, setReviewed] = useState(batch.plan_hash);
  const results = hasResults(batch.status);
  const approval = mayApprove(batch, user);
  const submission = maySubmit(batch, user);

  const openInvitation = ({ invitation_id: invitation }: BatchRow) => {
    if (invitation !== null) void navigate({ to: '/invitations', search: { id: invitation } });
  };
  return (
    <Page
      title={batch.name}
      layout="fill"
      parent={batchList}
      badge={
        <>
          <BatchStatusBadge batch={batch} />
          {stale === null ? null : <StaleBadge since={stale.since} always />}
        </>
      }
      answer={<Answer text={batchAnswer(batch)} />}
      actions={<BatchActions batch={batch} me={user} reviewedHash={reviewed} onReviewed={setReviewed} />}
    >
      <div className={classes.layout}>
        <div className={classes.evidence}>
          <div className={classes.notices}>
            {stale === null || stale.error.kind === 'offline' ? null : (
              <ErrorNotice error={stale.error} onRetry={stale.retry} kept="What you see is from before." />
            )}
            {batch.status === 'submitted' && user.role === 'admin' && !approval.may ? (
              <Notice tone="information" title={approval.reason} />
            ) : null}
            {batch.status === 'draft' && user.role !== 'support' && !submission.may ? (
              <Notice tone="warning" title={submission.reason} />
            ) : null}
            {approval.may && batch.plan_hash !== reviewed ? (
              <Notice tone="warning" title="The list was checked again after you opened it.">
                Approving shows the difference first.
              </Notice>
            ) : null}
          </div>
          {results ? <SendingProgress batch={batch} /> : null}
          <DryRunSummary batch={batch} shown={address.class} onShow={(shown) => setAddress({ class: shown })} />
          <div className={classes.toolbar}>
            <FilterBar
              search={{ label: 'Search by address', value: address.q, onChange: (q) => setAddress({ q }) }}
              choices={
                results
                  ? [
                      {
                        label: 'Invitation',
                        value: address.state,
                        options: stateOptions,
                        onChange: (state) => setAddress({ state: state as typeof address.state }),
                      },
                      {
                        label: 'Delivery',
                        value: address.delivery,
                        options: deliveryOptions,
                        onChange: (delivery) => setAddress({ delivery: delivery as typeof address.delivery }),
                      },
                    ]
                  : []
              }
              onClear={() => setAddress(noRowFilters)}
            />
          </div>
          <div className={classes.table}>
            <DataTable
              label="Rows of the batch"
              noun={['row', 'rows']}
              rows={rows}
              columns={rowColumns(batch.status)}
              rowId={({ position }) => String(position)}
              rowName={(row) => row.email ?? row.raw_email}
              {...(results ? { onOpen: openInvitation } : {})}
              empty={
                isNarrowed(query) ? (
                  <NothingMatches what="rows" onClear={() => setAddress(noRowFilters)} />
                ) : (
                  <EmptyState icon={IconFilterOff} title="This batch has no rows" />
                )
              }
            />
          </div>
        </div>
        <aside className={classes.side} aria-label="Steps and approval">
          <BatchSteps batch={batch} />
          <BatchRules batch={batch} />
          <div className={classes.rules}>
            <TierMix counts={batch.counts} />
          </div>
        </aside>
      </div>
    </Page>
  );
}

/** The sentence with its first part, the one that was asked for, set apart. */
function Answer({ text }: { text: string }) {
  const end = text.search(/[;,]\s/);
  const lead = end === -1 ? text : text.slice(0, end);
  return (
    <>
      <strong>{lead === text ? `${lead}.` : lead}</strong>
      {lead === text ? null : `${text.slice(lead.length)}.`}
    </>
  );
}
