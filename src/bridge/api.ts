import type { Result } from '#shared/result.ts';
import type { ChannelInput, ChannelName, ChannelOutput, EventName, EventPayload } from './channels.ts';
import type { CallError } from './errors.ts';

/** `window.gatehouse`, the only thing the renderer knows of the world outside its sandbox. */
export interface GatehouseBridge {
  request<Name extends ChannelName>(
    name: Name,
    input: ChannelInput<Name>,
  ): Promise<Result<ChannelOutput<Name>, CallError>>;
  /** Returns a function that ends the subscription. */
  on<Name extends EventName>(name: Name, listener: (payload: EventPayload<Name>) => void): () => void;
  /** Facts known before the first paint, so that nothing flashes. */
  readonly initial: { theme: 'system' | 'light' | 'dark'; dark: boolean; navigationCollapsed: boolean };
}
