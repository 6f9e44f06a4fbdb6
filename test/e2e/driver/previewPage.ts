/** The panel as a reader sees it: its numbers, its cards, its controls. */
import type { FrameLocator, Locator } from 'playwright-core';

export interface ShownTotals {
  readonly usdPerHour: number;
  readonly usdPerMonth: number;
  /** On demand and spot: what the nodes themselves cost. */
  readonly instancesUsdPerMonth: number;
  readonly nodeCount: number;
  /** "18 of 20" */
  readonly pods: string;
}

export interface ShownNode {
  readonly count: number;
  readonly instanceType: string;
  readonly usdPerHour: number;
}

export class PreviewPage {
  constructor(private readonly frame: FrameLocator) {}

  locator(selector: string, text?: string | RegExp): Locator {
    return this.frame.locator(selector, text === undefined ? {} : { hasText: text }).first();
  }

  title(): Promise<string> {
    return this.locator('h1').innerText();
  }

  pods(): Promise<string> {
    return this.locator('#pod-count').innerText();
  }

  async totals(): Promise<ShownTotals> {
    return {
      usdPerHour: number(await this.locator('#usd-per-hour').innerText()),
      usdPerMonth: number(await this.locator('#usd-per-month').innerText()),
      instancesUsdPerMonth: (await this.term('on-demand')) + (await this.term('spot')),
      nodeCount: number(await this.locator('#node-count').innerText()),
      pods: await this.pods(),
    };
  }

  /** A term of the bill, 0 where it is not in it. */
  private async term(id: string): Promise<number> {
    const [text] = await this.frame.locator(`#term-${id}`).allInnerTexts();
    return text === undefined ? 0 : number(text);
  }

  async openTab(name: string): Promise<void> {
    await this.frame.getByRole('tab', { name }).click();
    await this.frame.getByRole('tab', { name, selected: true }).waitFor();
  }

  /** The node cards, all pools together. */
  async nodes(): Promise<ShownNode[]> {
    const heads = await this.frame.locator('.node-head').allInnerTexts();
    return heads.map(shownNode);
  }

  /** "42 of 891 instance types left" -> 42 */
  async typesLeft(pool: string): Promise<number> {
    return number(await this.locator(`[data-pool="${pool}"] .types`).innerText());
  }

  async selectCluster(name: string): Promise<void> {
    await this.locator('#cluster').selectOption(name);
    await this.locator('h1', name).waitFor();
  }
}

function shownNode(text: string): ShownNode {
  const [, count = '', instanceType = '', , price = ''] =
    /^([\d,]+) ×\s+(\S+)\s+(spot|on-demand|reserved)?\s*(?:\$([\d.,]+)\/h)?/.exec(text) ?? [];
  return { count: number(count), instanceType, usdPerHour: price === '' ? 0 : number(price) };
}

/** The first number in a text. */
function number(text: string): number {
  const [digits] = /\d[\d,]*(\.\d+)?/.exec(text) ?? [];
  if (digits === undefined) throw new Error(`no number in "${text}"`);
  return Number(digits.replaceAll(',', ''));
}
