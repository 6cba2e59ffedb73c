import classes from './text.module.css';

/** An e-mail address that may be copied. Too long for its line, it breaks before the @. */
export function AddressText({ address }: { address: string }) {
  const at = Math.max(address.lastIndexOf('@'), 0);
  return (
    <span className={classes.address}>
      {address.slice(0, at)}
      <wbr />
      {address.slice(at)}
    </span>
  );
}
