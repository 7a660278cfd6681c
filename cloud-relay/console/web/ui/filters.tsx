import classes from './ui.module.css';

/** Chips of which one is chosen. */
export function Filters<Key extends string>(props: {
  label: string;
  chosen: Key;
  options: readonly (readonly [Key, string])[];
  onChoose: (key: Key) => void;
}) {
  return (
    <div className={classes.filters} role="group" aria-label={props.label}>
      {props.options.map(([key, text]) => (
        <button
          key={key}
          type="button"
          aria-pressed={key === props.chosen}
          onClick={() => props.onChoose(key)}
        >
          {text}
        </button>
      ))}
    </div>
  );
}
