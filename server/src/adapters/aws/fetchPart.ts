/** Fetching one part of a snapshot: page by page, with every failure in one line. */
import { failed, success, type Outcome } from '../../util/outcome';
import { failureOf } from './failure';

/** No answer of EC2 or the price list is nearly as long: a service that sends more sends pages in a circle. */
const MAX_PAGES = 1_000;

export const EMPTY_ANSWER = 'the answer of AWS holds nothing usable';

/** @param permission  the IAM action that the requests need
 *  @param pages  may throw what the SDK throws
 *  @param finish  makes the part once all pages were taken; undefined when there is nothing in them */
export async function fetchPart<Page, Part>(request: {
  readonly permission: string;
  readonly pages: AsyncIterable<Page>;
  readonly take: (page: Page) => void;
  readonly finish: () => Part | undefined;
}): Promise<Outcome<Part>> {
  const { permission, pages, take, finish } = request;
  let pageCount = 0;
  try {
    for await (const page of pages) {
      if (++pageCount > MAX_PAGES) return failed(`the answer has no end after ${MAX_PAGES} pages`);
      take(page);
    }
  } catch (error) {
    return failureOf(error, permission);
  }
  const part = finish();
  return part === undefined ? failed(EMPTY_ANSWER) : success(part);
}
