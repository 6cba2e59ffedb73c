/** Milliseconds for which `vi.waitFor` looks, in place of one second: reached only where what is waited for never comes. */
export const patience = 20_000;
