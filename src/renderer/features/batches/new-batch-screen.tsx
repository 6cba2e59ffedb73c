import { Button, Select, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { Tier } from '#contract/common.ts';
import { useCreateBatch } from '#renderer/data/batches/mutations.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { useSignedIn } from '#renderer/data/session/queries.ts';
import { formatQuantity } from '#renderer/ui/format/numbers.ts';
import { fieldError } from '#renderer/ui/forms/field-errors.ts';
import { FormError } from '#renderer/ui/forms/form-error.tsx';
import { Page } from '#renderer/ui/page/page.tsx';
import { NotAllowed } from '#renderer/ui/states/states.tsx';
import { tierLabel } from '#renderer/ui/status/tier-badge.tsx';
import classes from './import.module.css';
import { isEmptyDraft, useImportDraft } from './import-draft.ts';
import { ListField } from './list-field.tsx';
import { countLines, nameFromFile } from './list-text.ts';

const tiers = (['standard', 'premium', 'enterprise'] as const).map((value) => ({ value, label: tierLabel(value) }));
const shownFields = ['name', 'csv'];

/** Import of a list: its answer is the dry run, on the page of the new batch. */
export function NewBatchScreen() {
  const { user } = useSignedIn();
  if (user.role !== 'ops' && user.role !== 'admin') {
    return (
      <Page title="New batch">
        <NotAllowed roles={['ops', 'admin']} />
      </Page>
    );
  }
  return <NewBatchForm owner={user.id} />;
}

function NewBatchForm({ owner }: { owner: string }) {
  const navigate = useNavigate();
  const { draft, change, forget } = useImportDraft(owner);
  const create = useCreateBatch();
  const [missing, setMissing] = useState<{ name?: string; list?: string }>({});
  const error = create.error === null ? null : toCallError(create.error);
  const stopped = error?.kind === 'cancelled';
  const lines = draft.list?.lines ?? (draft.typed.length > 100_000 ? null : countLines(draft.typed));

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (create.isPending) return;
    const csv = draft.list?.text ?? draft.typed;
    const name = draft.name.trim();
    const found = {
      ...(name === '' ? { name: 'Give the batch a name' } : {}),
      ...(csv.trim() === '' ? { list: 'Paste addresses or choose a file' } : {}),
    };
    setMissing(found);
    if (Object.keys(found).length > 0) return;
    create.mutate(
      { name, csv, default_tier: draft.tier },
      {
        onSuccess: (batch) => {
          forget();
          // Back must not lead to an empty form, but to where one came from.
          void navigate({ to: '/batches/$id', params: { id: batch.id }, replace: true });
        },
      },
    );
  };

  return (
    <Page
      title="New batch"
      parent={{ to: '/batches', label: 'Batches' }}
      answer="The list is checked first, row by row. Nobody is invited until an admin has approved the result."
    >
      <div className={classes.columns}>
        <form className={classes.form} onSubmit={submit} noValidate>
          <ListField
            typed={draft.typed}
            list={draft.list}
            error={missing.list ?? fieldError(error, 'csv')}
            onTyped={(typed) => {
              setMissing({});
              change({ typed });
            }}
            onList={(list) => {
              setMissing({});
              const name = list.fileName === null ? '' : nameFromFile(list.fileName);
              change({ list, ...(draft.named || name === '' ? {} : { name }) });
            }}
            onRemove={() => change({ list: null })}
          />
          <div className={classes.pair}>
            <TextInput
              label="Name"
              description="As everybody will see it, for example “Wave 2, press”."
              value={draft.name}
              maxLength={120}
              error={missing.name ?? fieldError(error, 'name')}
              onChange={(event) => {
                setMissing({});
                change({ name: event.currentTarget.value, named: true });
              }}
            />
            <Select
              label="Default tier"
              description="For rows without one."
              data={tiers}
              value={draft.tier}
              allowDeselect={false}
              onChange={(tier) => change({ tier: (tier ?? 'standard') as Tier })}
            />
          </div>
          {stopped ? null : (
            <FormError error={error} fields={shownFields} kept="Your list and its name are still here." />
          )}
          <div className={classes.buttons}>
            <Button type="submit" loading={create.isPending}>
              {lines === null || lines === 0 ? 'Check list' : `Check ${formatQuantity(lines, 'line')}`}
            </Button>
            {create.isPending ? (
              <Button variant="default" onClick={create.cancel}>
                Stop
              </Button>
            ) : null}
            {!create.isPending && !isEmptyDraft(draft) ? (
              <Button variant="subtle" color="gray" onClick={forget}>
                Start over
              </Button>
            ) : null}
            <span className={classes.muted} role="status">
              {create.isPending && lines !== null ? `Checking ${formatQuantity(lines, 'line')}` : ''}
              {stopped && !create.isPending ? 'Stopped. Your list is still here.' : ''}
            </span>
          </div>
        </form>
        <ListHelp />
      </div>
    </Page>
  );
}

function ListHelp() {
  return (
    <aside className={classes.help} aria-label="What a list looks like">
      <h2>What a list looks like</h2>
      <pre className={classes.sample}>
        {'email,tier\nada@example.com,premium\nalan@example.com,standard\ngrace@example.com,'}
      </pre>
      <p>A header is not needed. Commas, semicolons and tabs all separate; quotes work as in any CSV.</p>
      <h2>What the check finds</h2>
      <p>
        Malformed addresses, duplicates, people who are users or invited already, and rows for which no seat is left.
        Those rows are left out; you can save them, correct them and import them again.
      </p>
    </aside>
  );
}
