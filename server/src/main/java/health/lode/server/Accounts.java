package health.lode.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.canonical.CanonicalJson;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Local accounts in {@code accounts.json}, a file that only its owner can read. Passwords are kept
 * as Argon2id hashes; a wrong name takes as long as a wrong password. Thread-safe.
 */
public final class Accounts {
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@-]{0,63}");
  private static final int SHORTEST_PASSWORD = 10;
  private static final int LONGEST_PASSWORD = 200;
  private final Path file;
  private final Clock clock;
  private final SecureRandom random;
  private final LoginThrottle throttle = new LoginThrottle();
  private final PasswordHash nobody;
  private final SortedMap<String, Entry> entries;

  private record Entry(Account account, PasswordHash password) {}

  private Accounts(Path file, Clock clock, SecureRandom random, SortedMap<String, Entry> entries) {
    this.file = file;
    this.clock = clock;
    this.random = random;
    this.entries = entries;
    this.nobody = PasswordHash.of("nobody", random);
  }

  /** Reads the file; where there is none, there are no accounts yet. */
  public static Accounts open(Path file, Clock clock, SecureRandom random) {
    try {
      return new Accounts(file, clock, random, read(Files.readAllBytes(file)));
    } catch (NoSuchFileException e) {
      return new Accounts(file, clock, random, new TreeMap<>());
    } catch (IOException | IllegalArgumentException e) {
      throw new RefusedException(
          Refusal.of(
              ServerReason.ACCOUNTS_UNREADABLE,
              Words.of("The accounts' file cannot be read.", "账号文件无法读取。"),
              Words.of(
                  "Restore accounts.json from a backup, or remove it and add the accounts again.",
                  "请从备份恢复 accounts.json，或删除后重新添加账号。")),
          e);
    }
  }

  /** Adds an account; the password has 10 to 200 characters. */
  public synchronized Account add(String name, String password, Collection<String> roles) {
    if (!NAME.matcher(name).matches()
        || password.length() < SHORTEST_PASSWORD
        || password.length() > LONGEST_PASSWORD) {
      throw Refusal.of(
              ServerReason.ACCOUNT_INVALID,
              Words.of(
                  "An account needs a name of letters and digits and a password of 10 to 200"
                      + " characters.",
                  "账号名须由字母或数字组成，密码须为 10 至 200 个字符。"),
              Words.of("Choose another name or a longer password.", "请另选账号名或更长的密码。"))
          .asException();
    }
    if (entries.containsKey(name)) {
      throw Refusal.of(
              ServerReason.ACCOUNT_EXISTS,
              Words.of("There is an account of this name.", "已有同名账号。"),
              Words.of("Choose another name, or remove the old one first.", "请另选名称，或先删除旧账号。"))
          .asException();
    }
    Account account = new Account(name, new TreeSet<>(roles));
    entries.put(name, new Entry(account, PasswordHash.of(password, random)));
    save();
    return account;
  }

  /** Adds an account with a made-up password and hands that back, to be shown once. */
  public String addWithNewPassword(String name, Collection<String> roles) {
    String letters = "abcdefghjkmnpqrstuvwxyz23456789";
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < 16; i++) {
      if (i > 0 && i % 4 == 0) {
        password.append('-');
      }
      password.append(letters.charAt(random.nextInt(letters.length())));
    }
    add(name, password.toString(), roles);
    return password.toString();
  }

  public synchronized void remove(String name) {
    if (entries.remove(name) == null) {
      throw Refusal.of(
              ServerReason.ACCOUNT_UNKNOWN,
              Words.of("There is no account of this name.", "没有此账号。"),
              Words.of("See the list of accounts.", "请查看账号列表。"))
          .asException();
    }
    save();
  }

  public synchronized List<Account> list() {
    return entries.values().stream().map(Entry::account).toList();
  }

  /**
   * The account, if the password is its own.
   *
   * @param address where the try came from, for throttling
   */
  public Account check(String name, String password, String address) {
    if (throttle.blocked(name, address, clock.instant())) {
      throw Refusal.of(
              ServerReason.LOGIN_THROTTLED,
              Words.of("Too many failed logins.", "登录失败次数过多。"),
              Words.of("Wait a little and try again.", "请稍后再试。"))
          .asException();
    }
    Entry entry;
    synchronized (this) {
      entry = entries.get(name);
    }
    boolean right =
        password.length() <= LONGEST_PASSWORD
            && (entry == null ? nobody : entry.password()).matches(password);
    if (entry == null || !right) {
      throttle.failed(name, address, clock.instant());
      throw Refusal.of(
              ServerReason.LOGIN_FAILED,
              Words.of("Name or password is wrong.", "账号或密码不正确。"),
              Words.of("Try again, or ask whoever runs this server.", "请重试，或联系服务器管理员。"))
          .asException();
    }
    throttle.succeeded(name);
    return entry.account();
  }

  private void save() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode list = json.putArray("accounts");
    for (Entry entry : entries.values()) {
      ObjectNode one = list.addObject().put("name", entry.account().name());
      ArrayNode roles = one.putArray("roles");
      entry.account().roles().forEach(roles::add);
      one.set("password", entry.password().toJson());
    }
    try {
      OwnerOnlyFile.write(file, CanonicalJson.encode(json));
    } catch (IOException e) {
      throw new RefusedException(
          Refusal.of(
              ServerReason.ACCOUNTS_UNREADABLE,
              Words.of("The accounts' file cannot be written.", "账号文件无法写入。"),
              Words.of("Check the home's permissions and free space.", "请检查目录权限和剩余空间。")),
          e);
    }
  }

  private static SortedMap<String, Entry> read(byte[] bytes) {
    SortedMap<String, Entry> entries = new TreeMap<>();
    for (JsonNode one : CanonicalJson.parse(bytes).path("accounts")) {
      SortedSet<String> roles = new TreeSet<>();
      one.path("roles").forEach(role -> roles.add(role.asText()));
      String name = one.path("name").asText();
      entries.put(
          name, new Entry(new Account(name, roles), PasswordHash.fromJson(one.path("password"))));
    }
    return entries;
  }
}
