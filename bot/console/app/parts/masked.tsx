/** A number that is known only in part, such as 138****8000. */
export function Masked({ value, none }: { readonly value: string | null; readonly none: string }) {
  return value === null ? <span className="soft">{none}</span> : <span className="figures">{value}</span>;
}
