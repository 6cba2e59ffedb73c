/** What a bulk run is told to do to every row. */
export type BulkOrder =
  | { readonly action: 'resend' }
  | { readonly action: 'extend'; readonly days: number }
  | { readonly action: 'revoke'; readonly reason: string };

export type BulkAction = BulkOrder['action'];
