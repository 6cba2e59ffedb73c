import { type SignIn, useUserSignIns } from '#renderer/data/users/parts.ts';
import type { UserStory } from '#renderer/data/users/story.ts';
import { useAddressState } from '#renderer/ui/address/use-address-state.ts';
import { IconAlertTriangle, IconKey } from '#renderer/ui/icons.ts';
import { EmptyState, NothingMatches } from '#renderer/ui/states/states.tsx';
import { StatusBadge } from '#renderer/ui/status/status-badge.tsx';
import type { Column } from '#renderer/ui/table/column.ts';
import { DataTable } from '#renderer/ui/table/data-table.tsx';
import { PlainCode } from '#renderer/ui/text/code-text.tsx';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import { userAddress } from './address.ts';
import { ForSeersOfSessions, PartHead } from './part-head.tsx';
import { UnusualBadge } from './unusual-badge.tsx';
import classes from './user.module.css';

const unknown = <span className={classes.muted}>Unknown</span>;

const columns: readonly Column<SignIn>[] = [
  {
    id: 'at',
    header: 'When',
    width: 146,
    sortKey: 'at',
    sortFirst: 'descending',
    cell: ({ at }) => <TimeText at={at} />,
  },
  {
    id: 'outcome',
    header: 'Outcome',
    width: 110,
    cell: ({ outcome }) =>
      outcome === 'succeeded' ? (
        <StatusBadge tone="ok" label="Signed in" quiet />
      ) : (
        <StatusBadge tone="warning" icon={IconAlertTriangle} label="Failed" />
      ),
  },
  {
    id: 'reason',
    header: 'Remark',
    width: 150,
    grow: 1,
    cell: ({ reason, anomalies }) =>
      anomalies.length > 0 ? (
        <UnusualBadge anomalies={anomalies} />
      ) : reason === null ? (
        <span className={classes.muted}>–</span>
      ) : (
        <bdi title={reason}>{reason}</bdi>
      ),
  },
  {
    id: 'device',
    header: 'Device',
    width: 150,
    grow: 1,
    from: 620,
    cell: ({ device, user_agent: agent }) => (device === null ? unknown : <bdi title={agent ?? device}>{device}</bdi>),
  },
  {
    id: 'address',
    header: 'Address',
    width: 130,
    grow: 0.4,
    from: 740,
    cell: ({ address }) => (address === null ? unknown : <PlainCode>{address}</PlainCode>),
  },
  {
    id: 'network',
    header: 'Network',
    width: 110,
    grow: 0.3,
    from: 860,
    cell: ({ network }) => (network === null ? unknown : <PlainCode>{network}</PlainCode>),
  },
  {
    id: 'two-step',
    header: 'Two-step',
    width: 80,
    from: 940,
    cell: ({ two_step: twoStep }) => (twoStep ? 'Yes' : <span className={classes.muted}>No</span>),
  },
];

/** Sign-ins of one person and tries that failed, with what is known of where they came from. */
export function SignInsPart({ story }: { story: UserStory }) {
  return (
    <ForSeersOfSessions story={story}>
      <SignIns userId={story.user.id} />
    </ForSeersOfSessions>
  );
}

function SignIns({ userId }: { userId: string }) {
  const [{ outcome, sign_in_sort: sort }, setAddress, pushAddress] = useAddressState(userAddress);
  const rows = useUserSignIns(userId, { sort, ...(outcome === undefined ? {} : { outcome }) });
  const clear = () => setAddress({ outcome: undefined });
  const openSession = ({ session_id: session }: SignIn) => {
    if (session !== null) pushAddress({ part: 'sessions', session });
  };
  return (
    <>
      <PartHead
        label="Outcome"
        value={outcome}
        options={[
          { value: 'succeeded', label: 'Signed in' },
          { value: 'failed', label: 'Failed' },
        ]}
        onChange={(next) => setAddress({ outcome: next })}
      />
      <div className={classes.table}>
        <DataTable
          label="Sign-ins"
          noun={['sign-in', 'sign-ins']}
          rows={rows}
          columns={columns}
          rowId={({ id }) => id}
          rowName={({ at }) => `sign-in at ${at}`}
          sort={sort}
          onSort={(next) => setAddress({ sign_in_sort: next as typeof sort })}
          onOpen={openSession}
          empty={
            outcome === undefined ? (
              <EmptyState icon={IconKey} title="Never tried to sign in">
                Every sign-in and every try that fails is listed here, with device and network.
              </EmptyState>
            ) : (
              <NothingMatches what="sign-ins" onClear={clear} />
            )
          }
        />
      </div>
    </>
  );
}
