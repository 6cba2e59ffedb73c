import { useMutation } from '@tanstack/react-query';
import type { Batch } from '#contract/batches.ts';
import { readRowsOfClasses } from '#renderer/data/batches/refused-rows.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { copyText, useSaveText } from '#renderer/data/desktop/desktop.ts';
import { formatQuantity } from '#renderer/ui/format/numbers.ts';
import { toastDone, toastFailure } from '#renderer/ui/overlay/toasts.ts';
import { refusedCsv, refusedName } from './refused-csv.ts';
import { refusedClasses } from './words.ts';

/** Saves or copies the rows that were left out, as a list that can be corrected and imported again. */
export function useRefusedRows(batch: Batch) {
  const save = useSaveText();
  const collect = async () => {
    const present = refusedClasses.filter((rowClass) => batch.counts[rowClass] > 0);
    return await readRowsOfClasses(batch.id, present);
  };
  const saving = useMutation({
    mutationFn: async () => {
      const rows = await collect();
      const name = refusedName(batch.name, rows.length);
      const { path } = await save.mutateAsync({ suggested_name: name, text: refusedCsv(rows) });
      return path === null ? null : `${formatQuantity(rows.length, 'row')} saved to ${path}`;
    },
    onSuccess: (message) => {
      if (message !== null) toastDone(message);
    },
    onError: (failure) => toastFailure(toCallError(failure), 'The rows were not saved'),
  });
  const copying = useMutation({
    mutationFn: async () => {
      const rows = await collect();
      await copyText(refusedCsv(rows));
      return `${formatQuantity(rows.length, 'row')} copied`;
    },
    onSuccess: toastDone,
    onError: (failure) => toastFailure(toCallError(failure), 'The rows were not copied'),
  });
  return { saving, copying };
}
