/** How courts enforce awards: what cannot be enforced because it is not definite (art. 3), and what may still be put right (art. 4). */
import { instrument } from '../instrument.ts';

export const awardEnforcementProvisions2018 = instrument({
  title: '最高人民法院关于人民法院办理仲裁裁决执行案件若干问题的规定',
  issuer: '最高人民法院',
  source: '法释〔2018〕5号；国家法律法规数据库，标识 2c90e5bb65c68cfd0167f2d6dcdb4ef7',
  standing: 'official_text',
  validFrom: '2018-03-01',
  validUntil: null,
  articles: {
    第三条: [
      '仲裁裁决或者仲裁调解书执行内容具有下列情形之一导致无法执行的，人民法院可以裁定驳回执行申请；导致部分无法执行的，可以裁定驳回该部分的执行申请；导致部分无法执行且该部分与其他部分不可分的，可以裁定驳回执行申请。',
      '（一）权利义务主体不明确；',
      '（二）金钱给付具体数额不明确或者计算方法不明确导致无法计算出具体数额；',
      '（三）交付的特定物不明确或者无法确定；',
      '（四）行为履行的标准、对象、范围不明确；',
      '仲裁裁决或者仲裁调解书仅确定继续履行合同，但对继续履行的权利义务，以及履行的方式、期限等具体内容不明确，导致无法执行的，依照前款规定处理。',
    ],
    第四条: [
      '对仲裁裁决主文或者仲裁调解书中的文字、计算错误以及仲裁庭已经认定但在裁决主文中遗漏的事项，可以补正或说明的，人民法院应当书面告知仲裁庭补正或说明，或者向仲裁机构调阅仲裁案卷查明。仲裁庭不补正也不说明，且人民法院调阅仲裁案卷后执行内容仍然不明确具体无法执行的，可以裁定驳回执行申请。',
    ],
  },
});
