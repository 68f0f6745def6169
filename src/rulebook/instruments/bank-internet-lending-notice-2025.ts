/**
 * The notice of April 2025 on loans that banks make through internet platforms: what the borrower pays for one loan, all
 * in, stays within what the opinion of 2017 lets a court enforce. In force from 2025-10-01. Known to us from law firms'
 * commentaries only, not read; the words below are ours, and a lawyer checks them first.
 */
import { instrument } from '../instrument.ts';

export const bankInternetLendingNotice2025 = instrument({
  title: '国家金融监督管理总局关于加强商业银行互联网助贷业务管理提升金融服务质效的通知',
  issuer: '国家金融监督管理总局',
  source: '金规〔2025〕9号；仅据律师事务所解读，未核对原文',
  standing: 'reported',
  validFrom: '2025-10-01',
  validUntil: null,
  articles: {
    第六条: [
      '（转述）商业银行将增信服务费计入借款人综合融资成本，明确综合融资成本区间；借款人就单笔贷款支付的综合融资成本应当符合最高人民法院关于进一步加强金融审判工作的若干意见等有关规定（按解读为年化不超过24%）。',
    ],
  },
});
