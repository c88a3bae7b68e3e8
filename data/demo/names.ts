import type { Random } from "./random.ts";

export type Name = { readonly zh: string; readonly en: string };

const FIRST =
  "松Song 桂Gui 竹Zhu 梅Mei 兰Lan 荷He 柳Liu 枫Feng 杉Shan 樟Zhang 茶Cha 稻Dao 云Yun 霞Xia 虹Hong 星Xing 明Ming 清Qing 文Wen 书Shu 福Fu 安An 乐Le 康Kang 永Yong 德De 仁Ren 信Xin 同Tong 丰Feng 泰Tai 宁Ning 瑞Rui 翠Cui 碧Bi 银Yin 玉Yu 沙Sha 白Bai 青Qing 新Xin 双Shuang 长Chang 大Da 小Xiao 东Dong 西Xi 古Gu";
const SECOND =
  "园yuan 桥qiao 塘tang 井jing 溪xi 岭ling 坪ping 湾wan 洲zhou 台tai 阁ge 亭ting 坡po 林lin 泉quan 花hua 叶ye 影ying 堂tang 荫yin 屏ping 池chi 舟zhou 巢chao";

const syllables = (text: string) =>
  text.split(" ").map((item): Name => ({ zh: item.slice(0, 1), en: item.slice(1) }));

/** Invented two-character names, each given once, e.g. 松桥 "Songqiao". */
export function nameSource(random: Random, taken: readonly Name[]): () => Name {
  const all = syllables(FIRST).flatMap((first) =>
    syllables(SECOND).map(
      (second): Name => ({ zh: first.zh + second.zh, en: first.en + second.en }),
    ),
  );
  const given = new Set(taken.map(({ zh }) => zh));
  const spoken = new Set(taken.map(({ en }) => en));
  const left = random.shuffled(all);
  return () => {
    for (let name = left.pop(); name; name = left.pop()) {
      // One pinyin, one name: the English map would show two of them.
      if (given.has(name.zh) || spoken.has(name.en)) continue;
      given.add(name.zh);
      spoken.add(name.en);
      return name;
    }
    throw new RangeError("no invented names are left");
  };
}
