import Select from 'tdesign-react/es/select';

interface ChoiceProps<V extends string> {
  readonly value: V | '';
  readonly options: readonly { readonly value: V; readonly label: string }[];
  readonly onChange: (value: V | '') => void;
  /** Shown when nothing is chosen. */
  readonly placeholder: string;
  readonly clearable?: boolean;
}

/** One of a few; keys go up and down the list as they do in the browser's own. */
export function Choice<V extends string>({
  value,
  options,
  onChange,
  placeholder,
  clearable = false,
}: ChoiceProps<V>) {
  return (
    <Select
      value={value}
      options={[...options]}
      placeholder={placeholder}
      clearable={clearable}
      onChange={(chosen) => onChange(options.find((each) => each.value === chosen)?.value ?? '')}
    />
  );
}
