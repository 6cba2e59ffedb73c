/** The mark of the product: a gatehouse. The same drawing as in index.html. */
export function Mark({ size = 32 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 32 32"
      fill="none"
      stroke="currentColor"
      strokeWidth={2}
      aria-hidden="true"
    >
      <path d="M5 28V9l5-3 5 3h2l5-3 5 3v19M5 28h22M12 28V19a4 4 0 0 1 8 0v9" strokeLinejoin="round" />
    </svg>
  );
}
