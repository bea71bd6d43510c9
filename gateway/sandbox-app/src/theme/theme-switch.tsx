import { type Theme, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import type { ReactNode } from 'react';
import { MoonIcon, ScreenIcon, SunIcon } from '../icons.tsx';

const choices = [
  { theme: null, label: "Follow the system's colours", Icon: ScreenIcon },
  { theme: 'light', label: 'Light colours', Icon: SunIcon },
  { theme: 'dark', label: 'Dark colours', Icon: MoonIcon },
] as const satisfies readonly { theme: Theme; label: string; Icon: () => ReactNode }[];

export function ThemeSwitch() {
  const chosen = useGraphiQL((state) => state.theme);
  const { setTheme } = useGraphiQLActions();
  return (
    <fieldset className="theme-switch">
      <legend className="visually-hidden">Colours</legend>
      {choices.map(({ theme, label, Icon }) => (
        <label key={label} title={label}>
          <input
            type="radio"
            name="theme"
            checked={chosen === theme}
            onChange={() => setTheme(theme)}
          />
          <Icon />
          <span className="visually-hidden">{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
