/** A local HTTP server that speaks the protocols of EC2 (query, XML) and the AWS Price List (JSON 1.1). */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface AwsAnswer {
  readonly status?: number;
  readonly body: string;
}

export interface AwsRequest {
  /** Such as DescribeSpotPriceHistory or GetProducts. */
  readonly action: string;
  /** The token of the page that is asked for. */
  readonly page: string | undefined;
  /** The request's text, as it came. */
  readonly text: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

export type AwsHandler = (request: AwsRequest) => AwsAnswer;

export class AwsServer {
  readonly requests: AwsRequest[] = [];
  readonly #server: Server;

  constructor(public handler: AwsHandler) {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const read = readRequest(Buffer.concat(chunks).toString(), request.headers);
        this.requests.push(read);
        const { status = 200, body } = this.handler(read);
        const type = read.action === 'GetProducts' ? 'application/x-amz-json-1.1' : 'text/xml';
        response.writeHead(status, { 'content-type': type }).end(body);
      });
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

function readRequest(text: string, headers: AwsRequest['headers']): AwsRequest {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') {
    const { NextToken } = JSON.parse(text) as { NextToken?: string };
    return { action: target.split('.').at(-1) ?? '', page: NextToken, text, headers };
  }
  const form = new URLSearchParams(text);
  return { action: form.get('Action') ?? '', page: form.get('NextToken') ?? undefined, text, headers };
}

/** An answer of EC2.
 *  @param set  the element that holds the list, with its items */
const ec2Answer = (action: string, set: string, nextToken = ''): AwsAnswer => ({
  body: `<?xml version="1.0" encoding="UTF-8"?><${action}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r</requestId>${set}<nextToken>${nextToken}</nextToken></${action}Response>`,
});

export const ec2Failure = (status: number, code: string, message: string): AwsAnswer => ({
  status,
  body: `<?xml version="1.0" encoding="UTF-8"?><Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors><RequestID>r</RequestID></Response>`,
});

const spotItem = (type: string, zone: string, usd: string, time = '2026-11-28T10:00:00.000Z'): string =>
  `<item><instanceType>${type}</instanceType><productDescription>Linux/UNIX</productDescription><spotPrice>${usd}</spotPrice><timestamp>${time}</timestamp><availabilityZone>${zone}</availabilityZone></item>`;

const offeringItem = (type: string, zone: string): string =>
  `<item><instanceType>${type}</instanceType><locationType>availability-zone</locationType><location>${zone}</location></item>`;

const typeItem = (type: string): string =>
  `<item><instanceType>${type}</instanceType><currentGeneration>true</currentGeneration><supportedUsageClasses><item>on-demand</item><item>spot</item></supportedUsageClasses><supportedVirtualizationTypes><item>hvm</item></supportedVirtualizationTypes><bareMetal>false</bareMetal><hypervisor>nitro</hypervisor><processorInfo><supportedArchitectures><item>x86_64</item></supportedArchitectures><sustainedClockSpeedInGhz>3.9</sustainedClockSpeedInGhz><manufacturer>Intel</manufacturer></processorInfo><vCpuInfo><defaultVCpus>2</defaultVCpus></vCpuInfo><memoryInfo><sizeInMiB>8192</sizeInMiB></memoryInfo><networkInfo><networkPerformance>Up to 12.5 Gigabit</networkPerformance><networkCards><item><networkCardIndex>0</networkCardIndex><maximumNetworkInterfaces>3</maximumNetworkInterfaces></item></networkCards><ipv4AddressesPerInterface>10</ipv4AddressesPerInterface><enaSupport>required</enaSupport></networkInfo></item>`;

/** A product as the price list writes it: JSON text within JSON. */
export const product = (instanceType: string, usd: string): string =>
  JSON.stringify({
    product: { productFamily: 'Compute Instance', attributes: { instanceType } },
    terms: {
      OnDemand: { 'a.b': { priceDimensions: { 'a.b.c': { unit: 'Hrs', pricePerUnit: { USD: usd } } } } },
    },
  });

const productsAnswer = (products: readonly string[], nextToken?: string): AwsAnswer => ({
  body: JSON.stringify({ FormatVersion: 'aws_v1', PriceList: products, NextToken: nextToken }),
});

/** What both services say to credentials that have expired. */
export const expiredAnswers: AwsHandler = ({ action }) =>
  action === 'GetProducts'
    ? { status: 400, body: JSON.stringify({ __type: 'ExpiredTokenException', message: 'expired' }) }
    : ec2Failure(400, 'RequestExpired', 'Request has expired.');

/** Two types in two zones, in two pages each where the service pages. */
export const goodAnswers: AwsHandler = ({ action, page, text }) => {
  switch (action) {
    case 'GetProducts':
      if (text.includes('bare metal')) return productsAnswer([]);
      return page === undefined
        ? productsAnswer([product('m7i.large', '0.2000000000')], 'more')
        : productsAnswer([product('m9x.large', '0.1500000000'), product('c7i.large', '0.0000000000')]);
    case 'DescribeSpotPriceHistory':
      return page === undefined
        ? ec2Answer(
            action,
            `<spotPriceHistorySet>${spotItem('m7i.large', 'eu-central-1a', '0.0700')}</spotPriceHistorySet>`,
            'more',
          )
        : ec2Answer(
            action,
            `<spotPriceHistorySet>${spotItem('m7i.large', 'eu-central-1b', '0.0500')}${spotItem('m9x.large', 'eu-central-1a', '0.0400')}</spotPriceHistorySet>`,
          );
    case 'DescribeInstanceTypeOfferings':
      return ec2Answer(
        action,
        `<instanceTypeOfferingSet>${['m7i.large', 'm9x.large', 'c7i.large'].map((type) => offeringItem(type, 'eu-central-1a')).join('')}${offeringItem('m7i.large', 'eu-central-1b')}</instanceTypeOfferingSet>`,
      );
    default:
      return ec2Answer(
        action,
        `<instanceTypeSet>${typeItem('m7i.large')}${typeItem('m9x.large')}</instanceTypeSet>`,
      );
  }
};
