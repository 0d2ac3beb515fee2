package health.lode.bench;

import health.lode.deidentify.policy.Policy;
import health.lode.deidentify.pseudonym.PseudonymKey;
import health.lode.deidentify.text.Known;
import health.lode.deidentify.text.TextDeidentifier;
import health.lode.deidentify.text.TextPolicy;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Notes of 700 characters through the text engine, found only and rewritten, on two threads. */
final class TextBenchmark implements Benchmark {
  private static final int ROUNDS = 7;
  private static final int WARM_UP = 3;
  private static final int THREADS = 2;
  private static final int NOTES = 4_000;
  private static final int LENGTH = 700;
  private static final String[] SENTENCES = {
    "患者%s，男，%d岁，因“反复咳嗽咳痰%d年，加重3天”于2023年%d月%d日收入我院呼吸与危重症医学科。",
    "现病史：患者缘于%d年前无明显诱因出现咳嗽、咳白色泡沫痰，量中等，无发热、胸痛、咯血，曾在武汉协和医院查胸部CT提示慢性支气管炎。",
    "查体：T 36.%d℃，P %d次/分，R 20次/分，BP 1%d/80mmHg，神志清楚，精神可，双肺呼吸音粗，可闻及散在湿啰音，腹软，无压痛及反跳痛。",
    "辅助检查：血常规WBC %d.5×10^9/L，N 78%%，CRP 45mg/L，肝肾功能未见明显异常，心电图示窦性心律。",
    "家属%s，电话138%d，住湖南省邵阳市邵东市仙槎桥镇梅子坝村%d组。",
    "处理：予头孢哌酮舒巴坦抗感染、氨溴索化痰、多索茶碱平喘治疗，监测血压血糖，注意休息，低盐低脂饮食，复查胸部CT。",
    "%s主任医师查房后指示：诊断明确，继续目前治疗方案，密切观察病情变化，必要时请心内科会诊。",
  };

  @Override
  public String name() {
    return "text";
  }

  @Override
  public String describe() {
    return "text: notes of 700 characters a second, two threads";
  }

  @Override
  public void run(List<String> arguments, Path scratch, PrintStream out) throws Exception {
    Policy policy = Policy.standard();
    TextDeidentifier engine =
        TextDeidentifier.of(
            policy.section(Policy.Section.TEXT, TextPolicy::read),
            policy.dates(),
            PseudonymKey.generate(new SecureRandom()).pseudonyms());
    List<String> notes = notes();
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      measure(
          "find: 700-character notes, 2 threads",
          pool,
          notes,
          out,
          note -> engine.find(note, Known.NOTHING).size());
      measure(
          "de-identify: 700-character notes, 2 threads",
          pool,
          notes,
          out,
          note -> engine.deidentify(note, Known.NOTHING).text().length());
    } finally {
      pool.shutdown();
    }
  }

  private interface Work {
    int of(String note);
  }

  private static void measure(
      String name, ExecutorService pool, List<String> notes, PrintStream out, Work work)
      throws Exception {
    Figures figures = new Figures(name, "notes/s");
    long seen = 0;
    for (int round = 0; round < WARM_UP + ROUNDS; round++) {
      long began = System.nanoTime();
      List<Future<Long>> parts = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int first = thread;
        parts.add(
            pool.submit(
                () -> {
                  long sum = 0;
                  for (int i = first; i < notes.size(); i += THREADS) {
                    sum += work.of(notes.get(i));
                  }
                  return sum;
                }));
      }
      for (Future<Long> part : parts) {
        seen += part.get();
      }
      if (round >= WARM_UP) {
        figures.add(notes.size() / ((System.nanoTime() - began) / 1e9));
      }
    }
    if (seen == 0) {
      throw new IllegalStateException("nothing was found");
    }
    out.println(figures);
  }

  private static List<String> notes() {
    Random random = new Random(1);
    String surnames = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗";
    String given = "伟芳秀英娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂";
    List<String> notes = new ArrayList<>(NOTES);
    for (int i = 0; i < NOTES; i++) {
      StringBuilder note = new StringBuilder();
      while (note.length() < LENGTH) {
        String sentence = SENTENCES[random.nextInt(SENTENCES.length)];
        StringBuilder filled = new StringBuilder();
        for (int j = 0; j < sentence.length(); j++) {
          if (sentence.startsWith("%s", j)) {
            filled
                .append(surnames.charAt(random.nextInt(surnames.length())))
                .append(given.charAt(random.nextInt(given.length())))
                .append(given.charAt(random.nextInt(given.length())));
            j++;
          } else if (sentence.startsWith("138%d", j)) {
            filled.append("138").append(10_000_000 + random.nextInt(89_999_999));
            j += 4;
          } else if (sentence.startsWith("%d", j)) {
            filled.append(1 + random.nextInt(9));
            j++;
          } else if (sentence.startsWith("%%", j)) {
            filled.append('%');
            j++;
          } else {
            filled.append(sentence.charAt(j));
          }
        }
        note.append(filled).append('\n');
      }
      note.setLength(LENGTH);
      notes.add(note.toString());
    }
    return notes;
  }
}
