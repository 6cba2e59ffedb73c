import type { MailKind, MailStatus } from '#contract/outbox.ts';
import { useMailRoute } from '#renderer/data/about/about.ts';
import { useMailCount, useMails } from '#renderer/data/outbox/queries.ts';
import { useAddressState } from '#renderer/ui/address/use-address-state.ts';
import { FilterBar, type FilterChip } from '#renderer/ui/filters/filter-bar.tsx';
import { IconMail } from '#renderer/ui/icons.ts';
import { Page } from '#renderer/ui/page/page.tsx';
import { EmptyState, NothingMatches } from '#renderer/ui/states/states.tsx';
import { DataTable } from '#renderer/ui/table/data-table.tsx';
import { isId, mailAddress, mailQueryOf, noMailFilters } from './address.ts';
import { mailColumns } from './mail-columns.tsx';
import { MailPanel } from './mail-panel.tsx';
import { useKnownMail } from './use-known-mail.ts';
import { kindWords, outboxSentence, statusWords } from './words.ts';

const statusOptions = Object.entries(statusWords).map(([value, label]) => ({ value, label }));
const kindOptions = Object.entries(kindWords).map(([value, label]) => ({ value, label }));

/** Every mail the platform made; without a mail server, the place where they are kept. */
export function OutboxScreen() {
  const [address, setAddress, pushAddress] = useAddressState(mailAddress);
  const query = mailQueryOf(address);
  const rows = useMails(query);
  const failed = useMailCount({ status: 'failed' });
  const queued = useMailCount({ status: 'queued' });
  const route = useMailRoute();
  const open = isId(address.id) ? address.id : undefined;
  const known = useKnownMail(rows, open);
  const close = () => setAddress({ id: undefined });

  const chips: FilterChip[] = [];
  if (query.invitation_id) {
    chips.push({ label: 'Of one invitation', onRemove: () => setAddress({ invitation_id: undefined }) });
  }
  if (query.batch_id) chips.push({ label: 'Of one batch', onRemove: () => setAddress({ batch_id: undefined }) });
  const narrowed = Object.keys(query).some((name) => name !== 'sort');

  return (
    <Page
      title="Outbox"
      layout="fill"
      answer={outboxSentence({ failed: failed.data, queued: queued.data }, route)}
      toolbar={
        <FilterBar
          search={{ label: 'Search by address or subject', value: address.q, onChange: (q) => setAddress({ q }) }}
          choices={[
            {
              label: 'State',
              value: address.status,
              options: statusOptions,
              onChange: (status) => setAddress({ status: status as MailStatus | undefined }),
            },
            {
              label: 'Kind',
              value: address.kind,
              options: kindOptions,
              onChange: (kind) => setAddress({ kind: kind as MailKind | undefined }),
            },
          ]}
          chips={chips}
          onClear={() => setAddress(noMailFilters)}
        />
      }
      panel={open === undefined ? undefined : <MailPanel key={open} id={open} known={known} onClose={close} />}
    >
      <DataTable
        label="Mails"
        noun={['mail', 'mails']}
        rows={rows}
        columns={mailColumns}
        rowId={({ id }) => id}
        rowName={({ to, subject }) => `${subject}, to ${to}`}
        sort={address.sort}
        onSort={(sort) => setAddress({ sort: sort as typeof address.sort })}
        openId={open}
        onOpen={({ id }) => (open === undefined ? pushAddress({ id }) : setAddress({ id }))}
        onClose={close}
        empty={
          narrowed ? (
            <NothingMatches what="mails" onClear={() => setAddress(noMailFilters)} />
          ) : (
            <EmptyState icon={IconMail} title="No mails yet">
              Invitations, confirmations and password resets appear here as soon as they are made. Without a mail server
              this is where their text can be read.
            </EmptyState>
          )
        }
      />
    </Page>
  );
}
