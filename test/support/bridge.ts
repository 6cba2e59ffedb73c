import type { Page } from 'playwright';
import type { ChannelInput, ChannelName, ChannelOutput } from '#bridge/channels.ts';
import type { CallError } from '#bridge/errors.ts';
import type { AnswerOf, InputOf, OperationId } from '#contract/operations.ts';
import type { Result } from '#shared/result.ts';

/** Speaks over the bridge as the page does, past its screens. Input may be of any shape, to see it refused. */
export async function requestRaw(page: Page, name: string, input: unknown): Promise<Result<unknown, CallError>> {
  return await page.evaluate(
    async ([channel, value]) => await Reflect.get(globalThis, 'gatehouse').request(channel, value),
    [name, input] as const,
  );
}

export async function request<Name extends ChannelName>(
  page: Page,
  name: Name,
  input: ChannelInput<Name>,
): Promise<ChannelOutput<Name>> {
  const result = await requestRaw(page, name, input);
  if (!result.ok) throw new Error(`${name}: ${result.error.kind}: ${result.error.detail}`);
  return result.value as ChannelOutput<Name>;
}

/** Runs an operation of the contract; for its failure see {@link callFails}. */
export async function callOperation<Id extends OperationId>(
  page: Page,
  id: Id,
  input: InputOf<Id>,
): Promise<AnswerOf<Id>> {
  return JSON.parse(await request(page, 'operation.call', { id, input })) as AnswerOf<Id>;
}

/** The error of an operation that must fail. */
export async function callFails(page: Page, id: string, input: unknown): Promise<CallError> {
  const result = await requestRaw(page, 'operation.call', { id, input });
  if (result.ok) throw new Error(`${id} was expected to fail.`);
  return result.error;
}
