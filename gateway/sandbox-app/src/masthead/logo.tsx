import address from './logo.svg';

/** The mark: a road on piers above water. Decorative, the name stands beside it. */
export function Logo() {
  return <img className="logo" src={address} alt="" width="28" height="28" />;
}
