using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ChatService.Server.Platform.Cli;
using ChatService.Server.Platform.Identity;
using ChatService.Server.Platform.Storage;
using ChatService.Testing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ChatService.Server.Tests.Door;

/// <summary>What a local user, or who has a backup, can do with what lies on the disk.</summary>
public sealed class DataAtRestTests
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    [Fact]
    public async Task Other_users_of_the_machine_read_nothing_that_the_server_writes()
    {
        using var directory = new TempDirectory();
        var data = Path.Combine(directory.Path, "made", "data");
        await using var server = Embedded(directory, data);
        await server.StartAsync();

        Assert.Equal(UnixFileMode.None, Mode(data) & Others);
        Assert.Contains(Directory.GetFiles(data), file => file.EndsWith("-wal", StringComparison.Ordinal));
        Assert.All(Directory.GetFiles(data), file => Assert.Equal(UnixFileMode.None, Mode(file) & Others));
    }

    [Fact]
    public async Task Files_of_an_earlier_release_are_closed_and_its_open_directory_is_said()
    {
        using var directory = new TempDirectory();
        var data = Directory.CreateDirectory(Path.Combine(directory.Path, "data")).FullName;
        Open(data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | Others);
        await File.WriteAllBytesAsync(Path.Combine(data, "chatservice.db"), [], TestContext.Current.CancellationToken);
        Open(Path.Combine(data, "chatservice.db"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead | UnixFileMode.GroupRead);
        await using var server = Embedded(directory, data);
        await server.StartAsync();

        Assert.All(Directory.GetFiles(data), file => Assert.Equal(UnixFileMode.None, Mode(file) & Others));
        Assert.Contains(SettingsCheck.Warnings(Settings(("Storage:DataDirectory", data))), w => w.StartsWith("Storage__DataDirectory", StringComparison.Ordinal));
        Assert.Empty(SettingsCheck.Warnings(Settings(("Storage:DataDirectory", data), ("Storage:AllowOthersToRead", "true"))));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_copy_of_the_database_is_not_a_log_in_when_a_key_from_outside_is_set(bool certificate)
    {
        using var directory = new TempDirectory();
        var outside = certificate ? Certificate(directory.Path) : Key();
        await using (var host = Start(directory.Path))
        {
            Assert.Contains("<value>", await KeysAsync(host), StringComparison.Ordinal);
        }

        string cookie;
        await using (var host = Start(directory.Path, outside))
        {
            // Also the key that was there before.
            Assert.DoesNotContain("<value>", await KeysAsync(host), StringComparison.Ordinal);
            cookie = Protector(host).Protect("log-in");
        }

        await using var again = Start(directory.Path, outside);
        Assert.Equal("log-in", Protector(again).Unprotect(cookie));
    }

    [Fact]
    public async Task A_new_key_reads_what_the_old_one_encrypted_as_long_as_both_are_given()
    {
        using var directory = new TempDirectory();
        var (old, next) = (Key()[0].Value, Key()[0].Value);
        string cookie;
        await using (var host = Start(directory.Path, [("DataProtection:Key", old)]))
        {
            cookie = Protector(host).Protect("log-in");
        }

        await using var rotated = Start(directory.Path, [("DataProtection:Key", $"{next}, {old}")]);
        Assert.Equal("log-in", Protector(rotated).Unprotect(cookie));
    }

    [Fact]
    public async Task A_start_without_the_key_that_encrypted_the_keys_is_refused()
    {
        using var directory = new TempDirectory();
        await using (Start(directory.Path, Key()))
        {
        }

        var lost = Assert.ThrowsAny<Exception>(() => Start(directory.Path));
        var wrong = Assert.ThrowsAny<Exception>(() => Start(directory.Path, Key()));

        Assert.All([lost, wrong], e => Assert.Contains("DataProtection__Key", e.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("DataProtection:Key", "dG9vIHNob3J0")]
    [InlineData("DataProtection:Key", "no base64 at all")]
    [InlineData("DataProtection:Certificate", "/nowhere/cert.pfx")]
    [InlineData("DataProtection:Kye", "what nobody reads")]
    public void A_key_that_cannot_be_used_stops_the_start_and_is_not_shown(string key, string value)
    {
        var complaints = SettingsCheck.Complaints(Settings((key, value), ("Storage:DataDirectory", Path.GetTempPath())));

        Assert.StartsWith(key.Replace(":", "__", StringComparison.Ordinal), Assert.Single(complaints), StringComparison.Ordinal);
        Assert.DoesNotContain(SettingsCheck.Print(Settings(("DataProtection:Key", value))), line => line.Contains(value, StringComparison.Ordinal));
    }

    private static ServerProcess Embedded(TempDirectory directory, string data) =>
        new(directory.Path, new Dictionary<string, string> { ["Storage:DataDirectory"] = data, ["ConnectionStrings:Postgres"] = string.Empty });

    private static ChatHost Start(string data, params (string Name, string Value)[] settings) =>
        ChatHost.Start(data, settings: settings.ToDictionary(s => s.Name, s => s.Value));

    private static IDataProtector Protector(ChatHost host) => host.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    private static (string Name, string Value)[] Key() => [("DataProtection:Key", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)))];

    private static (string Name, string Value)[] Certificate(string directory)
    {
        using var rsa = RSA.Create(2048);
        using var made = new CertificateRequest("CN=chatservice", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var file = Path.Combine(directory, "outside.pfx");
        File.WriteAllBytes(file, made.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, "geheim"));
        return [("DataProtection:Certificate", file), ("DataProtection:CertificatePassword", "geheim")];
    }

    private static async Task<string> KeysAsync(ChatHost host)
    {
        await using var db = await host.Services.GetRequiredService<IDbContextFactory<ChatDb>>().CreateDbContextAsync();
        return string.Concat(await db.Set<DataKey>().Select(k => k.Xml).ToListAsync());
    }

    private static UnixFileMode Mode(string path) => OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);

    private static void Open(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    private static IConfiguration Settings(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build();
}
