/** What a class of bodies may hold, by the class; what is not listed here may hold {@link MOST_VALUES}. */
const allowances = new WeakMap<object, number>();

/**
 * How many values a body may hold: several times what the largest of ours needs. A body of 1 MiB has room for a third
 * of a million, and checking those would keep the service from everybody else for the better part of a minute.
 */
const MOST_VALUES = 5000;

/** Lets a body of this class hold more values, where one request is to carry many records. */
export function AllowValues(most: number): ClassDecorator {
  return (type) => void allowances.set(type, most);
}

/** How many values a body of the class may hold, at all depths. */
export function mostValuesOf(type: object | undefined): number {
  return (type && allowances.get(type)) ?? MOST_VALUES;
}

/** Whether there are more values inside, at any depth; looks at no more of them than it needs to. */
export function holdsMoreThan(most: number, body: object): boolean {
  let count = 0;
  const unseen: object[] = [body];
  for (let one = unseen.pop(); one !== undefined; one = unseen.pop()) {
    const inner: unknown[] = Object.values(one);
    count += inner.length;
    if (count > most) return true;
    for (const value of inner) if (typeof value === 'object' && value !== null) unseen.push(value);
  }
  return false;
}
