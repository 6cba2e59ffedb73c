import { Button, Textarea } from '@mantine/core';
import { type ClipboardEvent, type DragEvent, useEffect, useRef, useState } from 'react';
import { formatBytes, formatQuantity } from '#renderer/ui/format/numbers.ts';
import { IconFileText, IconUpload } from '#renderer/ui/icons.ts';
import { Notice } from '#renderer/ui/states/states.tsx';
import classes from './import.module.css';
import { firstLines, type ListRefusal, type ListText, readListFile, readPaste } from './list-text.ts';

/** A text field with 100,000 lines freezes the window; from this size on a list is held and shown, not edited. */
const longestEdited = 100_000;
const previewLines = 8;

export interface ListFieldProps {
  typed: string;
  list: ListText | null;
  /** What the platform or the form says against the list. */
  error?: string | undefined;
  onTyped: (text: string) => void;
  onList: (list: ListText) => void;
  onRemove: () => void;
}

/** The list of a new batch: typed, pasted, chosen or dropped. Nothing is sent from here. */
export function ListField({ typed, list, error, onTyped, onList, onRemove }: ListFieldProps) {
  const [refusal, setRefusal] = useState<ListRefusal | null>(null);
  const [over, setOver] = useState(false);
  const [reading, setReading] = useState(false);
  const picker = useRef<HTMLInputElement>(null);

  const take = (found: Awaited<ReturnType<typeof readListFile>>) => {
    setRefusal(found.ok ? null : found.error);
    if (found.ok) onList(found.value);
  };
  const takeFiles = async (files: FileList | null) => {
    const file = files?.[0];
    if (file === undefined) return;
    if ((files?.length ?? 0) > 1) {
      setRefusal({ title: 'Those are several files', detail: 'A batch is made from one list. Drop one file.' });
      return;
    }
    setReading(true);
    take(await readListFile(file));
    setReading(false);
  };
  const paste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    const text = event.clipboardData.getData('text/plain');
    const field = event.currentTarget;
    const rest = field.value.length - (field.selectionEnd - field.selectionStart);
    if (text.length + rest <= longestEdited) return;
    event.preventDefault();
    const { value, selectionStart, selectionEnd } = field;
    take(readPaste(value.slice(0, selectionStart) + text + value.slice(selectionEnd)));
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void takeFiles(event.dataTransfer.files);
  };
  useNoStrayDrops();

  const choose = (
    <Button
      variant="default"
      size="compact-sm"
      leftSection={<IconUpload size={14} aria-hidden />}
      loading={reading}
      onClick={() => picker.current?.click()}
    >
      {list === null ? 'Choose a file…' : 'Choose another…'}
    </Button>
  );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button does the same.
    <div
      className={over ? `${classes.list} ${classes.over}` : classes.list}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        ref={picker}
        type="file"
        hidden
        aria-label="List file"
        accept=".csv,.txt,.tsv,text/csv,text/plain,text/tab-separated-values"
        onChange={(event) => {
          const field = event.currentTarget;
          // The same file chosen again after it was corrected must be read again.
          void takeFiles(field.files).finally(() => (field.value = ''));
        }}
      />
      {list === null ? (
        <Textarea
          label="Addresses"
          description="One a line, alone or with a tier; or a CSV with the columns email and tier."
          placeholder={'ada@example.com, premium\nalan@example.com'}
          value={typed}
          error={error}
          rows={10}
          spellCheck={false}
          classNames={{ input: classes.text ?? '' }}
          onPaste={paste}
          onChange={(event) => {
            setRefusal(null);
            onTyped(event.currentTarget.value);
          }}
        />
      ) : (
        <HeldList
          list={list}
          error={error}
          onEdit={
            list.text.length <= longestEdited
              ? () => {
                  onRemove();
                  onTyped(list.text);
                }
              : undefined
          }
          onRemove={onRemove}
        />
      )}
      {refusal === null ? null : (
        <Notice tone="critical" title={`${refusal.title}.`}>
          {refusal.detail} {typed !== '' || list !== null ? 'What was here is kept.' : ''}
        </Notice>
      )}
      <div className={classes.source}>
        {choose}
        <span className={classes.muted}>or drop it here</span>
      </div>
    </div>
  );
}

/** A file or a long paste: what it is and how it begins. */
function HeldList({
  list,
  error,
  onEdit,
  onRemove,
}: {
  list: ListText;
  error: string | undefined;
  onEdit: (() => void) | undefined;
  onRemove: () => void;
}) {
  const lines = firstLines(list.text, previewLines);
  return (
    <section className={classes.held} aria-label="List">
      <div className={classes.heldHead}>
        <IconFileText size={16} aria-hidden />
        <strong className={classes.heldName}>{list.fileName ?? 'Pasted list'}</strong>
        <span className={classes.muted}>
          {formatQuantity(list.lines, 'line')}, {formatBytes(list.bytes)}
        </span>
        <span className={classes.heldActions}>
          {onEdit === undefined ? null : (
            <Button variant="subtle" size="compact-sm" onClick={onEdit}>
              Edit as text
            </Button>
          )}
          <Button variant="subtle" color="gray" size="compact-sm" onClick={onRemove}>
            Remove
          </Button>
        </span>
      </div>
      <pre className={classes.preview}>
        {lines.join('\n')}
        {list.lines > lines.length ? `\n… ${formatQuantity(list.lines - lines.length, 'more line')}` : ''}
      </pre>
      {list.note === null ? null : <Notice tone="warning" title={list.note} />}
      {error === undefined ? null : <Notice tone="critical" title={error} />}
    </section>
  );
}

/** A file that misses the field by a finger's width must not replace the whole console. */
function useNoStrayDrops() {
  useEffect(() => {
    const refuse = (event: Event) => event.preventDefault();
    window.addEventListener('dragover', refuse);
    window.addEventListener('drop', refuse);
    return () => {
      window.removeEventListener('dragover', refuse);
      window.removeEventListener('drop', refuse);
    };
  }, []);
}
