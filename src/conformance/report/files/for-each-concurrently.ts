/** Does the work for every item, for a few at a time. Once some work fails no more is begun; rejects when all begun work has ended. */
export async function forEachConcurrently<Item>(
  items: Iterable<Item>,
  concurrencyMax: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = oneByOne(items);
  const takeAndWork = async (): Promise<void> => {
    // Leaving a `for` early closes the generator, and thereby the queue of all the others.
    for (const item of queue) await work(item);
  };
  const outcomes = await Promise.allSettled(Array.from({ length: concurrencyMax }, takeAndWork));
  const failure = outcomes.find((outcome) => outcome.status === "rejected");
  if (failure !== undefined) throw failure.reason;
}

function* oneByOne<Item>(items: Iterable<Item>): Generator<Item> {
  yield* items;
}
