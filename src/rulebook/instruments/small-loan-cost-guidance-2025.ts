/**
 * The guidance of December 2025 on what small-loan companies may charge: no new loan above 24 % a year all in,
 * every new loan within four times the one-year LPR by the end of 2027. Circulated within the trade from
 * 2025-12-24 and known to us from press reports only; the words below are ours, and a lawyer checks them first.
 */
import { instrument } from '../instrument.ts';

export const smallLoanCostGuidance2025 = instrument({
  title: '小额贷款公司综合融资成本管理工作指引',
  issuer: '中国人民银行、国家金融监督管理总局',
  source: '2025年12月新闻报道；未核对原文',
  standing: 'reported',
  validFrom: '2025-12-24',
  validUntil: '2028-01-01',
  articles: {
    第二条: ['（转述）不得新发放综合融资成本超过年化24%的贷款；2027年底前，全部新发放贷款综合融资成本降至1年期贷款市场报价利率的4倍以内。'],
  },
});
