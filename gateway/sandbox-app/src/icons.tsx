import type { ReactNode, SVGProps } from 'react';

/** Line icons of one family: 20 units, round ends, the text's colour. Always beside a label. */
function Icon({ children, ...props }: SVGProps<SVGSVGElement> & { children: ReactNode }) {
  return (
    <svg
      viewBox="0 0 20 20"
      width="20"
      height="20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      {...props}
    >
      {children}
    </svg>
  );
}

export function CompassIcon() {
  return (
    <Icon>
      <circle cx="10" cy="10" r="7.2" />
      <path d="m12.9 7.1-1.6 4.2-4.2 1.6 1.6-4.2z" />
    </Icon>
  );
}

export function BookIcon() {
  return (
    <Icon>
      <path d="M4 4.2c2.3-.6 4.3-.3 6 .9 1.7-1.2 3.7-1.5 6-.9v10.9c-2.3-.6-4.3-.3-6 .9-1.7-1.2-3.7-1.5-6-.9z" />
      <path d="M10 5.1V16" />
    </Icon>
  );
}

export function BlocksIcon() {
  return (
    <Icon>
      <path d="M3.5 5h3M3.5 10h3M3.5 15h3" />
      <path d="m9.5 5 1.3 1.3L13 3.9M9.5 15l1.3 1.3L13 13.9" />
      <path d="M10 10h6.5M15 5h1.5M15 15h1.5" />
    </Icon>
  );
}

export function ClockIcon() {
  return (
    <Icon>
      <path d="M3.6 6.2A7.2 7.2 0 1 1 2.8 10" />
      <path d="M3.2 3.2v3.2h3.2M10 6v4.2l2.8 1.7" />
    </Icon>
  );
}

export function PlayIcon() {
  return (
    <Icon fill="currentColor" strokeWidth="1.2" width="14" height="14">
      <path d="M5.5 3.8v12.4L16 10z" />
    </Icon>
  );
}

export function StopIcon() {
  return (
    <Icon fill="currentColor" strokeWidth="1.2" width="14" height="14">
      <rect x="4.5" y="4.5" width="11" height="11" rx="1.5" />
    </Icon>
  );
}

export function WandIcon() {
  return (
    <Icon>
      <path d="m3.5 16.5 8-8M13.5 6.5l1-1" />
      <path d="M13 2.8v1.4M16.8 6.8h-1.4M9.7 4l.8.8M16 3.5l-.8.8M16 10.2l-.8-.8" />
    </Icon>
  );
}

export function MergeIcon() {
  return (
    <Icon>
      <path d="M5 3v3.5C5 9 10 9.5 10 12v5M15 3v3.5c0 2.5-5 3-5 5.5" />
      <path d="m7.5 14.6 2.5 2.6 2.5-2.6" />
    </Icon>
  );
}

export function CopyIcon() {
  return (
    <Icon>
      <rect x="7" y="7" width="9.5" height="9.5" rx="1.8" />
      <path d="M13 4.2a1.5 1.5 0 0 0-1.3-.7H5.3a1.8 1.8 0 0 0-1.8 1.8v6.4c0 .5.3 1 .7 1.3" />
    </Icon>
  );
}

export function LinkIcon() {
  return (
    <Icon>
      <path d="M8.5 11.5a3.2 3.2 0 0 0 4.6 0l2.5-2.5A3.2 3.2 0 1 0 11 4.4l-.9.9" />
      <path d="M11.5 8.5a3.2 3.2 0 0 0-4.6 0L4.4 11A3.2 3.2 0 1 0 9 15.6l.9-.9" />
    </Icon>
  );
}

export function KeyboardIcon() {
  return (
    <Icon>
      <rect x="2.5" y="5" width="15" height="10" rx="2" />
      <path d="M5.5 8h0M8.5 8h0M11.5 8h0M14.5 8h0M5.5 12h0M14.5 12h0M8 12h4" strokeWidth="1.9" />
    </Icon>
  );
}

export function SunIcon() {
  return (
    <Icon>
      <circle cx="10" cy="10" r="3.2" />
      <path d="M10 2.5v1.8M10 15.7v1.8M2.5 10h1.8M15.7 10h1.8M4.7 4.7 6 6M14 14l1.3 1.3M15.3 4.7 14 6M6 14l-1.3 1.3" />
    </Icon>
  );
}

export function MoonIcon() {
  return (
    <Icon>
      <path d="M16.3 11.9A6.9 6.9 0 0 1 8.1 3.7a6.9 6.9 0 1 0 8.2 8.2z" />
    </Icon>
  );
}

export function ScreenIcon() {
  return (
    <Icon>
      <rect x="2.8" y="3.8" width="14.4" height="9.6" rx="1.8" />
      <path d="M7.5 16.5h5" />
    </Icon>
  );
}

export function PersonIcon() {
  return (
    <Icon>
      <circle cx="10" cy="6.8" r="3.2" />
      <path d="M3.8 16.6c.9-3 3.3-4.5 6.2-4.5s5.3 1.5 6.2 4.5" />
    </Icon>
  );
}

export function CloseIcon() {
  return (
    <Icon width="14" height="14">
      <path d="m5 5 10 10M15 5 5 15" />
    </Icon>
  );
}

export function PlusIcon() {
  return (
    <Icon width="16" height="16">
      <path d="M10 4v12M4 10h12" />
    </Icon>
  );
}

export function ReloadIcon() {
  return (
    <Icon width="14" height="14">
      <path d="M16.2 8.5A6.6 6.6 0 1 0 16.5 11" />
      <path d="M16.6 4.5v4h-4" />
    </Icon>
  );
}

export function WidenIcon() {
  return (
    <Icon width="16" height="16">
      <path d="M7.5 12.5 3.5 16.5M3.5 12.5v4h4M12.5 7.5l4-4M16.5 7.5v-4h-4" />
    </Icon>
  );
}

export function ChevronIcon() {
  return (
    <Icon width="14" height="14">
      <path d="m5 7.5 5 5 5-5" />
    </Icon>
  );
}

export function StarIcon() {
  return (
    <Icon width="16" height="16">
      <path d="m10 3.2 2.1 4.3 4.7.7-3.4 3.3.8 4.7-4.2-2.2-4.2 2.2.8-4.7-3.4-3.3 4.7-.7z" />
    </Icon>
  );
}
